import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accountModel, leadModel } from '../../../../conformance/generate/model.ts';
import type { Model } from '../model.ts';
import { newBusiness } from './example-model.ts';
import { parseModel, readPlainModel } from './parse.ts';
import { printModel, printModelJson } from './print.ts';

it('prints the example as people would write it', () => {
  expect(printModel(newBusiness)).toMatchInlineSnapshot(`
    "leadline: 1
    id: new-business
    name: New business, Belgium
    audience: { none: [{ outcome: won }] }
    fields: { country: text, industry: text, employees: range, jobTitle: text, seniority: text, emailKind: text }
    suppress: [own-staff, competitors]
    disqualify:
      - { reason: Outside our market, when: { field: country, not_in: [BE, NL, LU] } }
    dimensions:
      fit:
        kind: fit
        cap: { min: -20, max: 20 }
        personas: [marketing-lead, it-lead]
        groups:
          company:
            rules:
              - id: size
                name: Company size
                field: employees
                ranges: [{ from: 10, to: 50, points: 1 }, { from: 50, to: 250, points: 3 }, { from: 250, points: 5 }]
                unknown: 0
              - id: country
                name: In Belgium
                when: { field: country, equals: BE }
                points: 5
                otherwise: -3
                because: We visit customers
                source: sales
          address:
            rules:
              - { id: free-mail, name: Free-mail address, when: { field: emailKind, in: [free, disposable] }, points: -4 }
      engagement:
        kind: engagement
        groups:
          website:
            cap: { max: 12 }
            rules:
              - id: pricing
                name: Looked at pricing
                activity: Page Viewed
                where: { property: path, starts_with: /pricing }
                points: 4
                decay: { halfLifeDays: 14 }
                cap: { max: 8 }
                journey: decision
              - id: wide-reader
                name: Read many pages
                activity: Page Viewed
                distinct: path
                withinDays: 90
                tiers: [{ from: 3, points: 1 }, { from: 20, points: 4 }]
                journey: awareness
              - id: quiet
                name: Not seen for long
                silence: [Page Viewed, Email Clicked]
                tiers: [{ from: 30, points: -2 }, { from: 90, points: -5 }]
          mail:
            rules:
              - id: clicks
                name: Clicks in mails
                activity: Email Clicked
                every: 10
                points: 3
                decay: { linearDays: 180 }
                journey: consideration
              - id: open-rate
                name: Opens most mails
                rate: { of: Email Opened, in: Email Delivered, distinct: messageId, atLeast: 5 }
                tiers: [{ from: 30, points: 1 }, { from: 60, points: 3 }]
    personas:
      marketing-lead:
        name: Marketing lead
        goals: [More qualified leads]
        groups:
          role: { rules: [{ id: role, name: Leads marketing, when: { field: jobTitle, contains: marketing }, points: 4 }] }
      it-lead:
        name: IT lead
        groups:
          role:
            rules:
              - id: role
                name: Leads IT
                when: { any: [{ field: jobTitle, contains: CIO }, { field: jobTitle, contains: IT }] }
                points: 3
    grades: { fit: { A: 12, B: 7, C: 2, D: -1000 }, engagement: { 1: 15, 2: 8, 3: 3, 4: -1000 }, unknownBelow: 300 }
    temperature: { of: total, hot: 20, warm: 8, cold: -1000 }
    stages:
      - { id: marketing_qualified, enter: { total: { gte: 12 } }, leave: { total: { lt: 8 } }, holdDays: 7 }
      - { id: sales_accepted, enter: { outcome: accepted }, leave: { outcome: rejected } }
      - id: sales_qualified
        enter: { all: [{ total: { gte: 20 } }, { grade: [A1, A2, B1] }] }
        leave: { total: { lt: 15 } }
        holdDays: 14
    expect:
      - name: Marketing director who asked for prices
        lead: { country: BE, employees: 120, jobTitle: Marketing Director, emailKind: business }
        activities: [{ type: Page Viewed, daysAgo: 0, times: 2, path: /pricing }]
        is: { total: 20, grade: A2 }
    "
  `);
});

it('prints what parses to the same model, whatever the order of its keys', () => {
  const shuffled = JSON.parse(JSON.stringify(newBusiness, (_, value) => reverseKeys(value))) as Model;
  expect(printModel(shuffled).split('\n').slice(0, 3)).toEqual(
    printModel(newBusiness).split('\n').slice(0, 3),
  );
  expect(parseModel(printModel(shuffled))).toEqual(newBusiness);
  expect(parseModel(printModelJson(newBusiness))).toEqual(newBusiness);
});

const texts = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(' ', 'a', '\\', '"', ':', '#', '-', '\n', ',', 'é', '😀'),
    minLength: 1,
    maxLength: 400,
  }),
  fc.constantFrom(
    'true',
    'No',
    'null',
    '~',
    '1',
    '1e3',
    '0x1f',
    '.5',
    '.nan',
    '2026-01-31',
    '12:30',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '{a',
    '[',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    "'a",
    '"a"',
    'a:',
    ':a',
    '?',
    '? a',
    '-',
    '---',
    '...',
    '<<',
    '=',
    ' a',
    'a ',
    'a\tb',
    'a\u0085b',
    'a\u2028b',
    '\uFEFFa',
    'New business, Belgium',
    'a]',
    'y',
    'constructor',
    'x'.repeat(300),
    `${'word '.repeat(60)}end`,
  ),
);

function withTexts(list: readonly string[]): Model {
  const [name = 'n', because = 'b', literal = 'l', key = 'k', channel = 'c'] = list;
  const rule = { id: 'r', name, when: { field: 'country', equals: literal }, points: 1.5, because };
  const table = { id: 't', name, field: 'country', values: { [key]: 0.001, A: -1 } };
  return {
    leadline: 1,
    id: 'm',
    name,
    description: because,
    dimensions: { d: { kind: 'fit', groups: { g: { name, rules: [rule, table] } } } },
    personas: { p: { name, channels: [channel, literal], groups: { g: { rules: [{ ...rule, id: 'q' }] } } } },
    expect: [{ name, activities: [{ type: key, [`p${key}`]: literal }], is: { total: 1 } }],
  };
}

it('prints any text so that it parses to the same', () => {
  let tried = 0;
  fc.assert(
    fc.property(fc.array(texts, { minLength: 5, maxLength: 5 }), (list) => {
      const model = withTexts(list);
      if (!readPlainModel(model).model) return;
      tried++;
      expectSame(model);
    }),
    { numRuns: 1500 },
  );
  expect(tried).toBeGreaterThan(500);
});

it('prints random models so that they parse to the same, on lines of at most 120', () => {
  let tried = 0;
  fc.assert(
    fc.property(fc.oneof(leadModel(), accountModel), (model) => {
      if (!readPlainModel(model).model) return;
      tried++;
      expectSame(model);
    }),
    { numRuns: 300 },
  );
  expect(tried).toBeGreaterThan(250);
});

function expectSame(model: Model): void {
  const text = printModel(model);
  expect(parseModel(text)).toEqual(model);
  expect(printModel(parseModel(text))).toBe(text);
  expect(parseModel(printModelJson(model))).toEqual(model);
  const isKeyLong = (line: string) => /^\s*(?:- )?("(?:[^"\\]|\\.)*"|[^":]*):/.exec(line)?.[0].length ?? 0;
  for (const line of text.split('\n')) if (line.length > 120) expect(isKeyLong(line)).toBeGreaterThan(60);
}

function reverseKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}
