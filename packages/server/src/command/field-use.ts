import type { Model } from '@leadline/core';
import type { Words } from '../word/word.ts';
import type { Input } from './input.ts';

/** How far files fill what a model reads. */
export interface FieldUse {
  /** Leads (or accounts) in the files. */
  readonly units: number;
  /** Fields the model declares, with how many leads have a value. */
  readonly fields: Readonly<Record<string, number>>;
  /** Activity types the model reads, with how many activities there are. */
  readonly activities: Readonly<Record<string, number>>;
  /** Types in the files that the model does not read, the most frequent first. */
  readonly others: Readonly<Record<string, number>>;
}

/** Counts how many leads have each field a model declares, and how many activities of each type there are. */
export function countFieldUse(model: Model, { facts, leads, accounts }: Input): FieldUse {
  const ofAccounts = model.score === 'accounts';
  const names = Object.keys(model.fields ?? {});
  const known = new Map(names.map((name) => [name, new Set<string>()]));
  const prefix = 'account.';
  for (const { lead, account, field, value } of facts.fieldValues) {
    if (value === null) continue;
    if (ofAccounts && account !== undefined) known.get(field)?.add(account);
    else if (account !== undefined) known.get(prefix + field)?.add(account);
    else if (!ofAccounts && lead !== undefined) known.get(field)?.add(lead);
  }
  const counts = new Map<string, number>();
  for (const { type } of facts.activities) counts.set(type, (counts.get(type) ?? 0) + 1);
  const read = listTypes(model);
  const others = [...counts].filter(([type]) => !read.has(type)).sort((a, b) => b[1] - a[1]);
  return {
    units: (ofAccounts ? accounts : leads).ids.length,
    fields: Object.fromEntries([...known].map(([name, ids]) => [name, ids.size])),
    activities: Object.fromEntries([...read].map((type) => [type, counts.get(type) ?? 0])),
    others: Object.fromEntries(others),
  };
}

/** Says the counts, one line each; what nobody has comes with what to do. */
export function writeFieldUse({ units, fields, activities, others }: FieldUse, words: Words): string[] {
  const lines = Object.entries(fields).map(([field, known]) =>
    known === 0
      ? words.say('check_field_none', { field })
      : words.say('check_field_known', {
          field,
          known,
          of: units,
          percent: Math.round((100 * known) / Math.max(1, units)),
        }),
  );
  for (const [type, count] of Object.entries(activities)) {
    lines.push(
      count === 0 ? words.say('check_activity_none', { type }) : words.say('check_activity', { type, count }),
    );
  }
  const list = Object.entries(others).map(([type, count]) => `${type} (${words.number(count)})`);
  if (list.length > 0)
    lines.push(words.say('check_activities_others', { list: list.slice(0, 10).join(', ') }));
  return lines;
}

/** Every activity type that any part of a model reads. */
function listTypes(model: Model): Set<string> {
  const types = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const inner of value) visit(inner);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (
        key === 'activity' ||
        key === 'silence' ||
        key === 'types' ||
        key === 'of' ||
        key === 'in' ||
        key === 'first' ||
        key === 'then'
      ) {
        for (const type of [inner].flat())
          if (typeof type === 'string' && isTypeKey(key, value)) types.add(type);
      }
      visit(inner);
    }
  };
  for (const part of [model.audience, model.disqualify, model.dimensions, model.personas, model.temperature])
    visit(part);
  return types;
}

/** `of` and `in` name types only in a rate; elsewhere they are accounts, totals or operands. */
function isTypeKey(key: string, owner: object): boolean {
  return (key !== 'of' && key !== 'in') || ('of' in owner && 'in' in owner);
}
