import type { Activity, PlainValue } from '@leadline/core';
import { activityId, writeContent } from '../file/activity-id.ts';
import { toStoredText } from './stored-text.ts';
import type { ActivityRow } from './tables.ts';

export const activityColumns = [
  'identity',
  'at',
  'source',
  'id',
  'type',
  'properties',
  'automated',
  'known_at',
] as const satisfies readonly (keyof ActivityRow)[];

const separator = '\0';

/** An activity without an id gets that of its content and of how many such came before it in the batch. */
export function toActivityRows(activities: readonly Activity[]): ActivityRow[] {
  const timesSeen = new Map<string, number>();
  return activities.map(({ lead, at, source, id, type, properties, automated, knownAt }) => {
    let key = id;
    if (key === undefined) {
      const content = { identity: lead, type, at, properties };
      const text = `${source}${separator}${writeContent(content)}`;
      const nth = (timesSeen.get(text) ?? 0) + 1;
      timesSeen.set(text, nth);
      key = activityId(content, nth);
    }
    return {
      identity: toStoredText(lead),
      at,
      source: toStoredText(source),
      id: toStoredText(key),
      type: toStoredText(type),
      properties: properties === undefined ? null : JSON.stringify(properties),
      automated: automated ? 1 : 0,
      known_at: knownAt,
    };
  });
}

/** The activity that a row holds; it always has an id. */
export function toActivity({
  identity,
  at,
  source,
  id,
  type,
  properties,
  automated,
  known_at,
}: ActivityRow): Activity {
  return {
    lead: identity,
    type,
    at,
    ...(properties !== null && { properties: JSON.parse(properties) as Record<string, PlainValue> }),
    ...(automated === 1 && { automated: true }),
    knownAt: known_at,
    source,
    id,
  };
}
