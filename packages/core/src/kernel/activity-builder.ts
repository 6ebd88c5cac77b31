import { type ActivityColumns, allocateCodes, type Column } from '../columns.ts';
import type { Activity } from '../fact.ts';
import { createDictionary, encodeValue, toColumn } from '../value/dictionary.ts';
import { compareText } from '../value/text.ts';
import type { LeadBuild } from './account-builder.ts';
import { dayMs } from './value-test.ts';

/** Rows of all leads' activities up to their cut-off, with these properties. */
export function buildActivities(leads: LeadBuild, propertyNames: readonly string[]): ActivityColumns {
  const offsets = new Uint32Array(leads.ids.length + 1);
  const rowsOfLead = leads.facts.map(({ activities }, lead) => {
    const until = leads.until[lead]!;
    const rows = activities.filter((activity) => activity.at <= until && activity.knownAt <= leads.knownAt);
    offsets[lead + 1] = offsets[lead]! + rows.length;
    return rows.sort(compareActivities);
  });
  const count = offsets[leads.ids.length]!;
  let [firstDay, lastDay] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const rows of rowsOfLead) {
    if (rows.length === 0) continue;
    firstDay = Math.min(firstDay, Math.floor(rows[0]!.at / dayMs));
    lastDay = Math.max(lastDay, Math.floor(rows.at(-1)!.at / dayMs));
  }
  if (count === 0) firstDay = lastDay = 0;
  const day = lastDay - firstDay < 0x10000 ? new Uint16Array(count) : new Uint32Array(count);
  const timeOfDay = new Uint32Array(count);
  const wideType = new Uint32Array(count);
  const typeOf = new Map<string, number>();
  let r = 0;
  for (const rows of rowsOfLead) {
    for (const { at, type, automated } of rows) {
      const dayOfRow = Math.floor(at / dayMs);
      day[r] = dayOfRow - firstDay;
      timeOfDay[r] = at - dayOfRow * dayMs;
      let index = typeOf.get(type);
      if (index === undefined) {
        index = typeOf.size;
        typeOf.set(type, index);
      }
      wideType[r++] = (index << 1) | Number(automated ?? false);
    }
  }
  const type = allocateCodes(count, typeOf.size * 2);
  type.set(wideType);
  const properties = new Map(propertyNames.map((name) => [name, buildProperty(rowsOfLead, count, name)]));
  return { offsets, types: [...typeOf.keys()], type, firstDay, day, timeOfDay, properties };
}

function buildProperty(rowsOfLead: readonly (readonly Activity[])[], count: number, name: string): Column {
  const dictionary = createDictionary();
  const codes = new Uint32Array(count);
  let r = 0;
  for (const rows of rowsOfLead) {
    for (const { properties } of rows) {
      codes[r++] =
        properties && Object.hasOwn(properties, name) ? encodeValue(dictionary, properties[name]) : 0;
    }
  }
  return toColumn(dictionary, codes);
}

/** By time; what follows only makes the columns the same whatever the order of the facts. */
function compareActivities(a: Activity, b: Activity): number {
  return (
    a.at - b.at ||
    compareText(a.type, b.type) ||
    compareText(a.source, b.source) ||
    compareText(a.id ?? '', b.id ?? '')
  );
}
