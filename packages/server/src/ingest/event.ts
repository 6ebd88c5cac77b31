import { hash } from 'node:crypto';
import type { Activity, FieldValue } from '@leadline/core';
import type { IdentityLink } from '../identity/identity.ts';
import { type ContentTally, readActivity } from './activity.ts';
import {
  type Call,
  type CallContext,
  type CallKind,
  type CallList,
  findCallKind,
  getContext,
} from './call.ts';
import {
  type Caller,
  getIdentity,
  type LinkOrigin,
  linkAlias,
  linkCaller,
  readCaller,
  readId,
} from './caller.ts';
import { readCallTime } from './clock.ts';
import { cleanText, getOwn, isObject, type JsonObject } from './json-value.ts';
import { ingestLimits } from './limit.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { readTraits } from './trait.ts';
import { checkWeight } from './weight.ts';

/** What one event adds to what is known. All lists may be empty: an identify call may say nothing new. */
export interface EventFacts {
  /** The sender's id of the event; absent if it gave none. An activity has an id of its own in any case. */
  readonly messageId?: string;
  readonly fieldValues: readonly FieldValue[];
  readonly activities: readonly Activity[];
  readonly links: readonly IdentityLink[];
}

/** What an event was read as: facts, or why it was refused. */
export type EventReading = { readonly facts: EventFacts } | { readonly refusal: Refusal };

/** What holds for all events of a request. */
export interface RequestOrigin {
  /** When it came in, in milliseconds UTC. Times are put right by it, and facts are known from it on. */
  readonly receivedAt: number;
  /** The source that the write key belongs to; part of every fact. */
  readonly source: string;
}

/** A call that is sound so far, on its way to becoming facts. */
interface ReadCall {
  readonly kind: CallKind;
  readonly body: unknown;
  readonly context: CallContext;
  readonly caller: Caller;
  readonly origin: LinkOrigin;
  readonly messageId: string | undefined;
  readonly tally: ContentTally;
}

type Found = Partial<Omit<EventFacts, 'messageId'>> | Refusal;

/**
 * Reads one call by itself: what is wrong with one says nothing of the others. Never throws, whatever JSON it is given.
 * `tally` counts activities without a message id over the whole request.
 */
export function readEvent(
  call: Call,
  list: Pick<CallList, 'sentAt' | 'context'>,
  { receivedAt, source }: RequestOrigin,
  tally: ContentTally,
): EventReading {
  const { body } = call;
  if (!isObject(body)) return { refusal: refuse('event_not_object') };
  const heavy = checkWeight(body);
  if (heavy !== undefined) return { refusal: heavy };
  const kind = findCallKind(call);
  if (kind === undefined)
    return { refusal: refuse('kind_unknown', { kind: cleanText(String(JSON.stringify(body.type) ?? '')) }) };
  const context = getContext(call, list.context);
  const caller = readCaller(body, kind === 'group' ? [] : listTraits(kind, body, context));
  if (isRefusal(caller)) return { refusal: caller };
  const at = readCallTime(
    {
      timestamp: getOwn(body, 'timestamp'),
      originalTimestamp: getOwn(body, 'originalTimestamp'),
      sentAt: getOwn(body, 'sentAt') ?? list.sentAt,
    },
    receivedAt,
  );
  if (typeof at !== 'number') return { refusal: at };
  const origin = { at, knownAt: receivedAt, source };
  const messageId = readMessageId(body);
  const found = readers[kind]({ kind, body, context, caller, origin, messageId, tally });
  if (isRefusal(found)) return { refusal: found };
  const { fieldValues = [], activities = [], links = [] } = found;
  return {
    facts: {
      ...(messageId !== undefined && { messageId }),
      fieldValues,
      activities,
      links: [...linkCaller(caller, origin), ...links],
    },
  };
}

/** Each kind of call; a forgotten one does not compile. */
const readers: Record<CallKind, (call: ReadCall) => Found> = {
  track: readActivityCall,
  page: readActivityCall,
  screen: readActivityCall,
  identify: readIdentify,
  group: readGroup,
  alias: ({ body, caller, origin }) => {
    const links = linkAlias(body, caller, origin);
    return isRefusal(links) ? links : { links };
  },
};

function readActivityCall(call: ReadCall): Found {
  const { kind, body, context, messageId } = call;
  const lead = getIdentity(call.caller).id;
  const activity = readActivity(
    { kind: kind as 'track' | 'page' | 'screen', body, context, lead, messageId },
    call.origin,
    call.tally,
  );
  return isRefusal(activity) ? activity : { activities: [activity] };
}

function readIdentify({ kind, body, context, caller, origin }: ReadCall): Found {
  const lead = getIdentity(caller).id;
  const [own, ofContext] = listTraits(kind, body, context);
  const traits = { ...ofContext, ...own };
  const fieldValues = readTraits(traits, { lead, ...origin });
  if (isRefusal(fieldValues)) return fieldValues;
  const account = readId(getOwn(getOwn(traits, 'company'), 'id'));
  if (account === undefined) return { fieldValues };
  return { fieldValues: [...fieldValues, joinAccount(lead, account, origin)] };
}

function readGroup({ kind, body, context, caller, origin }: ReadCall): Found {
  const account = readId(getOwn(body, 'groupId'));
  if (account === undefined) return refuse('group_missing');
  if (account.length > ingestLimits.idLength)
    return refuse('identity_too_long', { limit: ingestLimits.idLength });
  const fieldValues = readTraits(listTraits(kind, body, context)[0] ?? {}, { account, ...origin });
  if (isRefusal(fieldValues)) return fieldValues;
  return { fieldValues: [joinAccount(getIdentity(caller).id, account, origin), ...fieldValues] };
}

function joinAccount(lead: string, account: string, origin: LinkOrigin): FieldValue {
  return { lead, field: 'account', value: account, ...origin };
}

/**
 * The traits of a call, the surest first: its own, then those of its context, where RudderStack puts them. A group call
 * has only its own, which are the account's.
 */
function listTraits(kind: CallKind, body: unknown, context: CallContext): JsonObject[] {
  const own = getOwn(body, 'traits');
  const ofContext = kind === 'group' ? undefined : context.traits;
  return [own, ofContext].filter(isObject);
}

/** An id longer than ids may be becomes its hash, so that a retry is still known as one. */
function readMessageId(body: JsonObject): string | undefined {
  const id = readId(body.messageId);
  return id === undefined || id.length <= ingestLimits.idLength ? id : hash('sha256', id);
}
