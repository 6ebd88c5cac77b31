import type { Activity, PlainValue } from '@leadline/core';
import { type ActivityContent, activityId, writeContent } from '../file/activity-id.ts';
import { activityTypes } from '../file/activity-type.ts';
import { compactHeader } from '../file/header.ts';
import { findAutomation } from './automated.ts';
import type { CallContext } from './call.ts';
import type { LinkOrigin } from './caller.ts';
import { type FlatValues, flattenValues } from './flat-value.ts';
import { cleanText, getOwn, isObject } from './json-value.ts';
import { ingestLimits } from './limit.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';

/** The calls that say that somebody did something. */
export type ActivityKind = 'track' | 'page' | 'screen';

/** A call that is an activity. */
export interface ActivityCall {
  readonly kind: ActivityKind;
  readonly body: unknown;
  readonly context: CallContext;
  readonly lead: string;
  readonly messageId: string | undefined;
}

/** Counts activities of equal content within a request, so that two without a message id stay two. */
export type ContentTally = Map<string, number>;

/** What a page is known by; an event on it gets these too, so that rules can ask where a form was sent. */
const pageProperties = ['url', 'path', 'referrer', 'title'] as const;
/** Parts of a campaign, and the properties they become. */
const campaignProperties = {
  name: 'utm_campaign',
  source: 'utm_source',
  medium: 'utm_medium',
  term: 'utm_term',
  content: 'utm_content',
} as const;

/**
 * Returns the activity of a track, page or screen call: Page Viewed, Screen Viewed or the name of the event, which is
 * written as the standard name where it only differs in case and signs ("demo_requested" is Demo Requested).
 *
 * Its properties are those of the call, laid flat; the page it happened on (`url`, `path`, `referrer`, `title`) and the
 * campaign (`utm_campaign`, `utm_source` and so on) of the context; and `automatedBy`, the evidence of a machine.
 */
export function readActivity(
  call: ActivityCall,
  origin: LinkOrigin,
  tally: ContentTally,
): Activity | Refusal {
  const type = readType(call);
  if (typeof type !== 'string') return type;
  const given = getOwn(call.body, 'properties');
  const flat = flattenValues(isObject(given) ? given : {});
  if (isRefusal(flat)) return flat;
  if (call.kind !== 'track')
    for (const key of ['name', 'category']) addText(flat, key, getOwn(call.body, key));
  addPlace(flat, call);
  const evidence = findAutomation({ kind: call.kind, type, context: call.context, properties: given });
  if (evidence !== undefined) flat.set('automatedBy', evidence);
  const properties = dropNull(flat);
  const content = { identity: call.lead, type, at: origin.at, properties };
  return {
    lead: call.lead,
    type,
    ...origin,
    ...(properties !== undefined && { properties }),
    ...(evidence !== undefined && { automated: true }),
    id: call.messageId ?? makeId(content, tally),
  };
}

const standardTypes = new Map<string, string>(activityTypes.map((type) => [compactHeader(type), type]));

function readType({ kind, body }: ActivityCall): string | Refusal {
  if (kind !== 'track') return kind === 'page' ? 'Page Viewed' : 'Screen Viewed';
  const event = getOwn(body, 'event');
  const name = typeof event === 'string' ? cleanText(event).trim() : '';
  if (name === '') return refuse('event_name_missing');
  if (name.length > ingestLimits.nameLength)
    return refuse('name_too_long', { name, limit: ingestLimits.nameLength });
  return standardTypes.get(compactHeader(name)) ?? name;
}

function addPlace(flat: FlatValues, { kind, context }: ActivityCall): void {
  const page = kind === 'screen' ? undefined : context.page;
  for (const key of pageProperties) addText(flat, key, getOwn(page, key));
  const url = flat.get('url');
  if (typeof url === 'string') addText(flat, 'path', URL.parse(url)?.pathname);
  for (const [key, name] of Object.entries(campaignProperties))
    addText(flat, name, getOwn(context.campaign, key));
}

/** Adds a text that the properties of the call do not give themselves. */
function addText(flat: FlatValues, name: string, text: unknown): void {
  if (typeof text === 'string' && text.trim() !== '' && !flat.has(name)) flat.set(name, cleanText(text));
}

function dropNull(flat: FlatValues): Record<string, PlainValue> | undefined {
  const given = [...flat].filter((pair): pair is [string, PlainValue] => pair[1] !== null);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function makeId(content: ActivityContent, tally: ContentTally): string {
  const key = writeContent(content);
  const nth = (tally.get(key) ?? 0) + 1;
  tally.set(key, nth);
  return activityId(content, nth);
}
