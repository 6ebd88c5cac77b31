import type { Facts, Model } from '@leadline/core';

/** Text that breaks SQL which was put together carelessly. */
export const hostileTexts = [
  "'; DROP TABLE leadline_lead_values; --",
  "O'Brien",
  "''",
  'back\\slash',
  "\\'; --",
  'a"b""c',
  '`tick`',
  'line\nbreak\r\nand\ttab',
  'line\u2028and\u2029paragraph',
  '/* comment */ -- FROM leads JOIN leads',
  '$1 $$ {x} %s :name ?',
  '%_[a-z]*',
  'nul\0x',
  'control \u0001\u0002 x',
  'E\\n chr(10)',
  'שלום 😀 é e\u0301 İ ß',
  'NULL',
  'constructor',
] as const;

/** A day after all facts below. */
export const hostileAt = Date.UTC(2026, 2, 1, 12);
const knownAt = Date.UTC(2020, 0, 1);
const yesterday = hostileAt - 86_400_000;

/**
 * A model with a text in every place where a document may hold free text; labels are free of U+0000. It is not parsed,
 * since a document may not hold some of these characters.
 */
export function makeHostileModel(text: string): Model {
  const label = toLabel(text);
  const field = (operator: object): object => ({
    when: { field: text, ...operator },
    points: 1,
    otherwise: 2,
    unknown: 3,
  });
  const where = (operator: object): object => ({
    activity: text,
    where: { property: text, ...operator },
    points: 4,
  });
  const rules = [
    field({ equals: text }),
    field({ not_in: [text, 'x'] }),
    field({ contains: text }),
    field({ starts_with: text }),
    field({ ends_with: text }),
    field({ matches: '[a-z]+' }),
    { field: text, values: { [text]: 5, x: 6 }, otherwise: 7, unknown: 8 },
    { when: { field: `account.${text}`, equals: text }, points: 9, unknown: 1 },
    { when: { field: 'list', contains: text }, points: 2, unknown: 1 },
    where({ equals: text }),
    where({ ends_with: text }),
    where({ contains: text }),
    { activity: [text, 'other'], distinct: text, points: 3 },
    { activity: text, sum: 'amount', points: 1 },
    { silence: text, tiers: [{ from: 0, points: 1 }] },
  ].map((rule, i) => ({ id: `r${i}`, name: text, because: text, ...rule }));
  const document = {
    leadline: 1,
    id: 'hostile',
    name: text,
    fields: { [text]: 'text', [`account.${text}`]: 'text', list: 'list' },
    activities: { [text]: { [text]: 'text', amount: 'number' }, other: { [text]: 'text' } },
    dimensions: { fit: { kind: 'fit', name: text, groups: { g: { name: text, rules } } } },
    suppress: [label],
    disqualify: [{ reason: label, when: { field: text, is_empty: true } }],
    temperature: {
      categories: [{ is: label, when: { field: text, equals: text } }],
      otherwise: `not ${label}`,
    },
  };
  return document as unknown as Model;
}

/** Facts with a text in every place where facts hold free text. */
export function makeHostileFacts(text: string): Facts {
  const value = { knownAt, source: text };
  return {
    fieldValues: [
      { lead: text, field: text, value: text, ...value },
      { lead: text, field: text, value: 'later', knownAt, at: yesterday, source: 'weak' },
      { lead: text, field: text, value: text.toUpperCase(), at: yesterday, ...value },
      { lead: text, field: 'account', value: text, ...value },
      { lead: text, field: 'list', value: ['x', text], ...value },
      { lead: text, field: 'emailDomain', value: text, ...value },
      { account: text, field: text, value: text, ...value },
      { lead: 'without', field: 'list', value: [], ...value },
      { lead: 'other', field: text, value: `${text}${text}`, ...value },
    ],
    activities: [
      {
        lead: text,
        type: text,
        at: yesterday,
        properties: { [text]: text, amount: 2.5 },
        id: text,
        ...value,
      },
      { lead: text, type: text, at: yesterday, properties: { [text]: `${text} ${text}` }, ...value },
      { lead: `${text} anonymous`, type: 'other', at: yesterday, properties: { [text]: text }, ...value },
    ],
    outcomes: [{ lead: text, outcome: 'lost', reason: text, at: yesterday, knownAt }],
    adjustments: [
      {
        lead: text,
        model: 'hostile',
        dimension: 'fit',
        points: 1500,
        from: 0,
        reason: text,
        by: text,
        knownAt,
      },
    ],
    suppressions: [
      { list: toLabel(text), lead: 'other', at: yesterday, knownAt },
      { list: toLabel(text), domain: text, at: hostileAt + 1, knownAt },
    ],
    sourceRankings: [{ sources: [text, 'weak'], at: 0, knownAt }],
    identities: { [`${text} anonymous`]: text },
  };
}

/** What a label can be in every engine. */
function toLabel(text: string): string {
  return text.replaceAll('\0', ' ');
}
