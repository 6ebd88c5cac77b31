import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedFieldKinds, isDerivedSource } from '../derived-field.ts';
import type { FieldValue } from '../fact.ts';
import { findFieldValue, getSourceRank } from '../value/field-history.ts';
import { deriveFieldHistory, deriveFieldValues } from './derive-field-values.ts';

const monday = Date.UTC(2026, 0, 5);
const tuesday = monday + 86_400_000;
const friday = monday + 4 * 86_400_000;

describe('deriveFieldValues', () => {
  it('derives every field of a lead, each with the time of its source, the version and evidence', () => {
    const values = [
      given('firstName', 'Åsa', monday),
      given('lastName', 'Björk', monday),
      given('email', 'asa.bjork@mail.acme-tools.se', monday),
      given('jobTitle', 'Inköpschef', tuesday),
    ];
    const derived = deriveFieldValues(values, { knownAt: friday });
    expect(derived.map(({ field, value, at }) => [field, value, at])).toEqual([
      ['emailDomain', 'acme-tools.se', monday],
      ['emailKind', 'business', monday],
      ['country', 'SE', monday],
      ['nameQuality', 'ok', monday],
      ['companyQuality', 'missing', monday],
      ['company', 'Acme Tools', monday],
      ['seniority', 'head', tuesday],
      ['department', 'purchasing', tuesday],
    ]);
    expect(derived[2]).toEqual({
      lead: 'ann',
      field: 'country',
      value: 'SE',
      at: monday,
      knownAt: friday,
      source: 'derived:1',
      evidence: { reason: 'email_country_domain', field: 'email', matched: 'acme-tools.se' },
    });
    expect(derived.map(({ field }) => field).sort()).toEqual(Object.keys(derivedFieldKinds).sort());
  });

  it('keeps undated what follows from undated values', () => {
    const derived = deriveFieldValues([given('email', 'ann@gmail.com')], { knownAt: friday });
    expect(find(derived, 'emailKind')).toEqual([['free', undefined]]);
    expect(derived.every((value) => !Object.hasOwn(value, 'at'))).toBe(true);
  });

  it('follows the history of a value, and clears what a cleared value gave', () => {
    const values = [
      given('email', 'ann@gmail.com', monday),
      given('email', 'ann@acme.be', tuesday),
      given('email', null, friday),
    ];
    const derived = deriveFieldValues(values, { knownAt: friday });
    expect(find(derived, 'emailKind')).toEqual([
      ['free', monday],
      ['business', tuesday],
      [null, friday],
    ]);
    expect(find(derived, 'country')).toEqual([
      ['BE', tuesday],
      [null, friday],
    ]);
    expect(derived.at(-1)!.evidence).toEqual({ reason: 'field_cleared', field: 'company', matched: '' });
  });

  it('knows nothing of what was stored later', () => {
    const later = { ...given('email', 'ann@acme.be', monday), knownAt: friday };
    expect(deriveFieldValues([later], { knownAt: tuesday })).toEqual([]);
  });

  it('passes over accounts, and keeps leads apart', () => {
    const values: FieldValue[] = [
      { account: 'acme', field: 'country', value: 'België', knownAt: monday, source: 'crm' },
      { lead: 'a', field: 'email', value: 'a@gmail.com', knownAt: monday, source: 'crm' },
      { lead: 'b', field: 'email', value: 'b@acme.be', knownAt: monday, source: 'crm' },
    ];
    const derived = deriveFieldValues(values, { knownAt: monday });
    expect(derived.filter((value) => value.field === 'emailKind').map((v) => [v.lead, v.value])).toEqual([
      ['a', 'free'],
      ['b', 'business'],
    ]);
  });

  it('says that names are missing of a lead that has none', () => {
    const derived = deriveFieldValues([given('employees', 12, monday)], { knownAt: monday });
    expect(derived.map(({ field, value, at }) => [field, value, at])).toEqual([
      ['nameQuality', 'missing', monday],
      ['companyQuality', 'missing', monday],
    ]);
  });

  it.each([
    ['writes a given country as its code', [given('country', 'België', monday)], [['BE', monday]]],
    ['leaves a given code alone', [given('country', 'BE', monday)], []],
    ['leaves a code in lower case alone, which reads the same', [given('country', 'be', monday)], []],
    ['leaves a country alone that it does not know', [given('country', 'Atlantis', monday)], []],
    [
      'takes a given country over the one of the address',
      [given('country', 'Zweden', monday), given('email', 'ann@acme.be', monday)],
      [['SE', monday]],
    ],
    [
      'takes a given country over a newer address',
      [given('country', 'Zweden', monday), given('email', 'ann@acme.be', tuesday)],
      [['SE', monday]],
    ],
    [
      'takes the address’s country again when the given one is cleared',
      [
        given('country', 'Zweden', monday),
        given('email', 'ann@acme.be', monday),
        given('country', null, tuesday),
      ],
      [
        ['SE', monday],
        ['BE', tuesday],
      ],
    ],
    [
      'takes the website’s country when the address has none',
      [given('email', 'ann@acme.io', monday), given('website', 'https://www.acme.nl/', tuesday)],
      [['NL', tuesday]],
    ],
    ['takes no country from a throwaway address', [given('email', 'ann@yopmail.fr', monday)], []],
    ['takes none from an invalid address', [given('email', 'ann@@acme.be', monday)], []],
  ] as [string, FieldValue[], unknown[]][])('%s', (_, values, countries) => {
    const derived = deriveFieldValues(values, { knownAt: friday });
    expect(find(derived, 'country')).toEqual(countries);
  });

  it.each([
    [
      'makes a company’s name for info@ of a company',
      [given('email', 'info@acme.be', monday)],
      [['Acme', monday]],
    ],
    ['makes none of a provider’s domain', [given('email', 'ann@telenet.be', monday)], []],
    [
      'leaves a given company alone',
      [given('email', 'a@acme.be', monday), given('company', 'ACME NV', monday)],
      [],
    ],
  ] as [string, FieldValue[], unknown[]][])('%s', (_, values, companies) => {
    expect(find(deriveFieldValues(values, { knownAt: friday }), 'company')).toEqual(companies);
  });

  it('leaves a given value of a derived field alone', () => {
    const values = [given('seniority', 'Executive', monday), given('jobTitle', 'Marketing Manager', tuesday)];
    const derived = deriveFieldValues(values, { knownAt: friday });
    expect(find(derived, 'seniority')).toEqual([]);
    expect(find(derived, 'department')).toEqual([['marketing', tuesday]]);
  });

  it('takes the value that the order of sources puts first', () => {
    const values = [
      given('email', 'ann@gmail.com', monday, 'form'),
      given('email', 'ann@acme.be', monday, 'crm'),
    ];
    const rank = (sources: string[]) => [{ sources, at: monday, knownAt: monday }];
    const kinds = (sources: string[]) =>
      find(deriveFieldValues(values, { knownAt: friday, sourceRankings: rank(sources) }), 'emailKind');
    expect(kinds(['form', 'crm'])).toEqual([['free', monday]]);
    expect(kinds(['crm', 'form'])).toEqual([['business', monday]]);
  });
});

describe('deriving again', () => {
  it('adds nothing when nothing changed', () => {
    const values = [
      given('email', 'ann@acme.be', monday),
      given('country', 'Holland'),
      given('company', null, friday),
    ];
    const derived = deriveFieldValues(values, { knownAt: monday });
    expect(derived.length).toBeGreaterThan(0);
    expect(deriveFieldValues([...values, ...derived], { knownAt: friday })).toEqual([]);
  });

  it('adds what a newer version sees differently, and leaves the older facts', () => {
    const values = [given('email', 'ann@acme.be', monday)];
    const old: FieldValue = { ...given('emailKind', 'free', monday), source: 'derived:0' };
    const derived = deriveFieldValues([...values, old], { knownAt: friday });
    expect(find(derived, 'emailKind')).toEqual([['business', monday]]);
    expect(derived.every((value) => value.knownAt === friday)).toBe(true);
  });

  it('lets a given country that arrives late stand over the one of the address, also where it is older', () => {
    const email = given('email', 'ann@acme.be', tuesday);
    const first = deriveFieldValues([email], { knownAt: tuesday });
    expect(find(first, 'country')).toEqual([['BE', tuesday]]);
    const country = { ...given('country', 'Nederland', monday), knownAt: friday };
    const stored = [email, ...first, country];
    const second = deriveFieldValues(stored, { knownAt: friday });
    expect(find(second, 'country')).toEqual([
      ['NL', monday],
      ['NL', tuesday],
    ]);
    expect(read([...stored, ...second], 'country', friday)).toBe('NL');
  });

  it('lets a stronger undated value that arrives late count from when it was known', () => {
    const form = given('email', 'ann@gmail.com', undefined, 'form');
    const first = deriveFieldValues([form], { knownAt: monday });
    const crm = { ...given('email', 'ann@acme.be', undefined, 'crm'), knownAt: friday };
    const stored = [form, ...first, crm];
    const second = deriveFieldValues(stored, { knownAt: friday });
    expect(find(second, 'emailKind')).toEqual([['business', friday]]);
    expect(read([...stored, ...second], 'emailKind', friday)).toBe('business');
    expect(deriveFieldValues([...stored, ...second], { knownAt: friday + 1 })).toEqual([]);
  });

  it('at each moment of a history shows at every moment what was derivable then', () => {
    const values = [
      { ...given('email', 'ann@gmail.com', monday), knownAt: monday },
      { ...given('email', 'ann@acme.be', monday), knownAt: friday },
    ];
    const derived = deriveFieldHistory(values);
    expect(derived.filter((v) => v.field === 'emailKind').map((v) => [v.value, v.at, v.knownAt])).toEqual([
      ['free', monday, monday],
      ['business', monday, friday],
    ]);
  });

  it('never changes what a reader sees, whatever is stored and in whatever order (property)', () => {
    const value = fc.record({
      field: fc.constantFrom('email', 'country', 'company', 'website', 'jobTitle', 'seniority'),
      value: fc.constantFrom(
        'ann@acme.be',
        'Zweden',
        'SE',
        'Sales manager',
        'staff',
        'Atlantis',
        'acme.nl',
        '',
        null,
      ),
      at: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      knownAt: fc.integer({ min: 0, max: 4 }),
      source: fc.constantFrom('crm', 'form'),
    });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (rows) => {
        const values = rows.map(
          ({ at, ...row }): FieldValue => ({ lead: 'ann', ...row, ...(at !== undefined && { at }) }),
        );
        const history = deriveFieldHistory(values);
        expect(deriveFieldHistory([...values].reverse())).toEqual(history);
        expect(deriveFieldValues([...values, ...history], { knownAt: 9 })).toEqual([]);
        const asOfNow = deriveFieldValues(values, { knownAt: 9 });
        // Undated values that arrive late count from their arrival, so that only the last moment is the same.
        const moments = values.every((value) => value.at !== undefined) ? [0, 1, 2, 3, 4, 9] : [9];
        for (const field of ['country', 'emailKind', 'company', 'seniority']) {
          for (const at of moments) {
            const seen = read([...values, ...history], field, at);
            expect(seen ?? '').toBe(read([...values, ...asOfNow], field, at) ?? '');
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the sources of derived values', () => {
  it('are told from given ones', () => {
    expect(['derived:1', 'derived:2', 'crm', 'derived.csv'].map(isDerivedSource)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

it('derives the fields of 50,000 leads in a few seconds', () => {
  const values: FieldValue[] = [];
  for (let i = 0; i < 50_000; i++) {
    const lead = `lead-${i}`;
    const common = { lead, knownAt: monday, source: 'crm' };
    values.push(
      { ...common, field: 'email', value: `person${i}@acme-${i % 5_000}.be` },
      { ...common, field: 'firstName', value: `Ann${'abcdefghij'[i % 10]}` },
      { ...common, field: 'lastName', value: 'Peeters' },
      { ...common, field: 'jobTitle', value: `Marketing manager ${i % 2_000}` },
      { ...common, field: 'country', value: 'België' },
    );
  }
  const started = performance.now();
  const derived = deriveFieldValues(values, { knownAt: monday });
  expect(derived.length).toBe(50_000 * 8);
  expect(performance.now() - started).toBeLessThan(10_000);
});

function given(field: string, value: FieldValue['value'], at?: number, source = 'crm'): FieldValue {
  return { lead: 'ann', field, value, knownAt: monday, source, ...(at !== undefined && { at }) };
}

function find(values: readonly FieldValue[], field: string): unknown[] {
  return values.filter((value) => value.field === field).map((value) => [value.value, value.at]);
}

/** What a score that knows everything reads of a field at a moment, of a lead created before all of it. */
function read(values: readonly FieldValue[], field: string, at: number): FieldValue['value'] {
  const ofField = values.filter((value) => value.field === field);
  return findFieldValue(ofField, -1, at, Number.MAX_SAFE_INTEGER, getSourceRank([], at, at));
}
