import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import type { Model } from '../model.ts';
import type { Contribution, RuleContribution } from '../score.ts';
import { languages } from './language.ts';
import { describeContribution, explainContribution } from './sentence.ts';

const day = 86_400_000;
const at = 20_000 * day;

const said: { what: string; contribution: Contribution; en: string; nl: string; sv: string }[] = [
  {
    what: 'several activities under a cap',
    contribution: activity('pricing', 8000, 12_000, 3, 3_000_000, 2),
    en: 'Looked at pricing 3 times, last 2 days ago: +8 (capped from 12)',
    nl: 'Looked at pricing 3 keer, voor het laatst 2 dagen geleden: +8 (afgetopt van 12)',
    sv: 'Looked at pricing 3 gånger, senast för 2 dagar sedan: +8 (begränsat från 12)',
  },
  {
    what: 'one activity, yesterday',
    contribution: activity('pricing', 4000, 4000, 1, 1_000_000, 1),
    en: 'Looked at pricing once, yesterday: +4',
    nl: 'Looked at pricing 1 keer, gisteren: +4',
    sv: 'Looked at pricing 1 gång, i går: +4',
  },
  {
    what: 'points that faded with age',
    contribution: activity('pricing', 4000, 4000, 2, 1_000_000, 14),
    en: 'Looked at pricing 2 times, last 14 days ago: +4 (was 8, faded with age)',
    nl: 'Looked at pricing 2 keer, voor het laatst 14 dagen geleden: +4 (was 8, afgenomen met de tijd)',
    sv: 'Looked at pricing 2 gånger, senast för 14 dagar sedan: +4 (var 8, har minskat med tiden)',
  },
  {
    what: 'nothing counted',
    contribution: activity('pricing', 0, 0, 0, 0),
    en: 'Looked at pricing, not once so far: ± 0',
    nl: 'Looked at pricing, nog geen enkele keer: ± 0',
    sv: 'Looked at pricing, inte en enda gång hittills: ± 0',
  },
  {
    what: 'different values in a window',
    contribution: activity('wide-reader', 1000, 1000, 12, 12_000_000, 0),
    en: 'Read many pages, 12 different pages in 90 days, last today: +1',
    nl: "Read many pages, 12 verschillende pagina's in 90 dagen, voor het laatst vandaag: +1",
    sv: 'Read many pages, 12 olika sidor på 90 dagar, senast i dag: +1',
  },
  {
    what: 'every n-th',
    contribution: activity('clicks', 6000, 6000, 23, 2_000_000, 3, 'mail'),
    en: 'Clicks in mails 23 times, points for every 10, last 3 days ago: +6',
    nl: 'Clicks in mails 23 keer, punten per 10, voor het laatst 3 dagen geleden: +6',
    sv: 'Clicks in mails 23 gånger, poäng per 10, senast för 3 dagar sedan: +6',
  },
  {
    what: 'silence',
    contribution: rule('engagement', 'website', 'quiet', -2000, { reads: 'silence', days: 45 }),
    en: 'Not seen for long, 45 days now: −2',
    nl: 'Not seen for long, al 45 dagen: −2',
    sv: 'Not seen for long, 45 dagar nu: −2',
  },
  {
    what: 'silence that is not long yet',
    contribution: rule('engagement', 'website', 'quiet', 0, { reads: 'silence', days: 1 }),
    en: 'Not seen for long, last yesterday: ± 0',
    nl: 'Not seen for long, voor het laatst gisteren: ± 0',
    sv: 'Not seen for long, senast i går: ± 0',
  },
  {
    what: 'a rate',
    contribution: rule('engagement', 'mail', 'open-rate', 3000, { reads: 'rate', of: 7, in: 10 }),
    en: 'Opens most mails, 7 of 10 (70%): +3',
    nl: 'Opens most mails, 7 van de 10 (70%): +3',
    sv: 'Opens most mails, 7 av 10 (70 %): +3',
  },
  {
    what: 'a green field',
    contribution: fields('country', 5000, true, { country: 'Belgium' }),
    en: 'In Belgium (country is Belgium): +5',
    nl: 'In Belgium (land is Belgium): +5',
    sv: 'In Belgium (land är Belgium): +5',
  },
  {
    what: 'a red field',
    contribution: fields('country', -3000, false, { country: 'US' }),
    en: 'In Belgium (no, country is US): −3',
    nl: 'In Belgium (nee, land is US): −3',
    sv: 'In Belgium (nej, land är US): −3',
  },
  {
    what: 'a grey field',
    contribution: fields('country', 0, 'unknown', { country: null }),
    en: 'In Belgium (country is missing): ± 0',
    nl: 'In Belgium (land ontbreekt): ± 0',
    sv: 'In Belgium (land saknas): ± 0',
  },
  {
    what: 'a range that no row holds whole',
    contribution: fields('size', 0, 'unknown', { employees: { lo: 10, hi: 100 } }),
    en: 'Company size (cannot tell, employees is 10–100): ± 0',
    nl: 'Company size (niet te zeggen, aantal medewerkers is 10–100): ± 0',
    sv: 'Company size (går inte att säga, antal anställda är 10–100): ± 0',
  },
  {
    what: 'a table row',
    contribution: fields('size', 5000, true, { employees: { lo: 1000, hi: null } }),
    en: 'Company size (employees is 1000 or more): +5',
    nl: 'Company size (aantal medewerkers is 1000 of meer): +5',
    sv: 'Company size (antal anställda är 1000 eller mer): +5',
  },
  {
    what: 'the cap of a group',
    contribution: { kind: 'cap', of: 'group', dimension: 'engagement', group: 'website', points: -4000 },
    en: 'Website stops at 12: −4',
    nl: 'Website stopt bij 12: −4',
    sv: 'Website stannar vid 12: −4',
  },
  {
    what: 'the cap of a dimension, from below',
    contribution: { kind: 'cap', of: 'dimension', dimension: 'fit', points: 1500 },
    en: 'Fit does not go below −20: +1.5',
    nl: 'Profielscore zakt niet onder −20: +1,5',
    sv: 'Matchningen går inte under −20: +1,5',
  },
  {
    what: 'a human correction',
    contribution: {
      kind: 'adjustment',
      dimension: 'fit',
      points: 5000,
      reason: 'spoke on the phone',
      by: 'Anna',
      until: 20_010,
    },
    en: 'Fit corrected by Anna, “spoke on the phone”: +5 (until 14 Oct 2024)',
    nl: 'Profielscore bijgesteld door Anna, ‘spoke on the phone’: +5 (tot 14 okt 2024)',
    sv: 'Matchningen justerad av Anna, ”spoke on the phone”: +5 (fram till 14 okt. 2024)',
  },
];

describe('explainContribution', () => {
  for (const language of languages)
    it.each(said)(`says $what in ${language}`, (row) => {
      expect(plainSpaces(explainContribution(row.contribution, newBusiness, language, at))).toBe(
        row[language],
      );
    });

  it('says kinds the example has not', () => {
    const model = oneRule({ id: 'any', name: 'Calls', activity: 'Call', activeDays: true, points: 1 });
    const counted = { reads: 'activities', count: 5, weighted: 5_000_000 } as const;
    expect(english(model, counted)).toBe('Calls on 5 days: +1');
    expect(
      english(
        oneRule({ id: 'any', name: 'Calls', activity: 'Call', of: 'account', distinct: 'lead' }),
        counted,
      ),
    ).toBe('Calls by 5 people: +1');
    expect(
      english(oneRule({ id: 'any', name: 'Orders', activity: 'Order', sum: 'amount', points: 1 }), {
        ...counted,
        weighted: 1_250_500,
      }),
    ).toBe('Orders 5 times, 1250.5 amount in all: +1');
    // biome-ignore lint/suspicious/noThenProperty: it is the model's own key
    const sequence = { first: 'Ask', then: 'Order', withinDays: 7 };
    expect(english(oneRule({ id: 'any', name: 'Asked, then ordered', sequence, points: 1 }), counted)).toBe(
      'Asked, then ordered 5 times, within 7 days: +1',
    );
    const trend = oneRule({
      id: 'any',
      name: 'Busier',
      trend: { activity: 'Call', days: 30 },
      tiers: [{ from: 1, points: 1 }],
    });
    expect(english(trend, { reads: 'trend', recent: 8, earlier: 3 })).toBe(
      'Busier, 8 in 30 days, 3 in the 30 days before: +1',
    );
    const members = oneRule({
      id: 'any',
      name: 'People',
      members: { model: 'leads', take: 'average' },
      points: 1,
    });
    expect(english(members, { reads: 'members', members: 3, value: 12_300 })).toBe(
      'People, 3 leads, 12.3 on average: +1',
    );
    expect(english(members, { reads: 'members', members: 0 })).toBe('People, no leads: +1');
  });

  it('keeps a hostile value on one short line and escapes nothing', () => {
    const country = `a\u202eb\n\r\u0000<b>"'${'x'.repeat(5000)}\ud800`;
    const sentence = explainContribution(fields('country', -3000, false, { country }), newBusiness, 'en', at);
    expect(sentence).toMatch(/^In Belgium \(no, country is ab <b>"'x+…\): −3$/);
    expect(sentence.length).toBeLessThan(160);
  });

  it('never throws, whatever the evidence holds', () => {
    const values = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      [],
      ['a', '\n'],
      { lo: null, hi: null },
      { lo: 1, hi: 1, currency: '<x>' },
      '',
    ];
    for (const value of values)
      for (const language of languages) {
        const sentence = explainContribution(fields('size', 1, true, { odd: value }), newBusiness, language);
        expect(sentence).toContain('Company size (');
      }
  });

  it('names a rule that the model no longer has by its id', () => {
    const gone = rule('fit', 'constructor', 'oldRule', 1000, {
      reads: 'fields',
      result: true,
      values: { toString: 'x' },
    });
    expect(explainContribution(gone, newBusiness, 'en')).toBe('old rule (to string is x): +1');
  });

  it('gives its pieces', () => {
    expect(
      describeContribution(activity('pricing', 8000, 12_000, 3, 3_000_000, 2), newBusiness, 'en', at),
    ).toEqual({
      what: 'Looked at pricing 3 times, last 2 days ago',
      points: '+8',
      note: 'capped from 12',
    });
  });

  it('shows small amounts with all their decimals', () => {
    expect(explainContribution(activity('pricing', 7, 7, 1, 1750, 130), newBusiness, 'nl')).toContain(
      '+0,007',
    );
  });
});

function english(model: Model, evidence: RuleContribution['evidence']) {
  return explainContribution(rule('d', 'g', 'any', 1000, evidence), model, 'en');
}

function oneRule(only: NonNullable<Model['dimensions']>[string]['groups'][string]['rules'][number]): Model {
  return {
    leadline: 1,
    id: 'one',
    name: 'One',
    dimensions: { d: { kind: 'engagement', groups: { g: { rules: [only] } } } },
  };
}

function rule(
  dimension: string,
  group: string,
  id: string,
  points: number,
  evidence: RuleContribution['evidence'],
  uncapped = points,
): RuleContribution {
  return { kind: 'rule', dimension, group, rule: id, points, uncapped, evidence };
}

function fields(
  id: string,
  points: number,
  result: true | false | 'unknown',
  values: Extract<RuleContribution['evidence'], { reads: 'fields' }>['values'],
) {
  return rule('fit', 'company', id, points, { reads: 'fields', result, values });
}

function activity(
  id: string,
  points: number,
  uncapped: number,
  count: number,
  weighted: number,
  daysAgo?: number,
  group = 'website',
) {
  const newest = daysAgo === undefined ? {} : { newestAt: at - daysAgo * day };
  return rule('engagement', group, id, points, { reads: 'activities', count, weighted, ...newest }, uncapped);
}

/** Swedish numbers have no-break spaces; the table above is easier to read without. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('explainContribution on anything', () => {
  it('gives one line without a missing word, whatever is in the facts', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.array(fc.string({ unit: 'binary' })),
      fc.record({ lo: fc.option(fc.double()), hi: fc.option(fc.double()), currency: fc.string() }),
      fc.constant(null),
    );
    const evidence = fc.oneof(
      fc.record({
        reads: fc.constant('fields' as const),
        result: fc.constantFrom(true, false, 'unknown' as const),
        values: fc.dictionary(fc.string({ unit: 'binary' }), value),
      }),
      fc.record({
        reads: fc.constant('activities' as const),
        count: fc.nat(),
        weighted: fc.integer(),
        newestAt: fc.integer(),
      }),
      fc.record({ reads: fc.constant('silence' as const), days: fc.nat() }),
      fc.record({ reads: fc.constant('rate' as const), of: fc.nat(), in: fc.nat() }),
      fc.record({ reads: fc.constant('trend' as const), recent: fc.nat(), earlier: fc.nat() }),
      fc.record({ reads: fc.constant('members' as const), members: fc.nat(), value: fc.integer() }),
    );
    const id = fc.constantFrom(
      'pricing',
      'country',
      'size',
      'quiet',
      'clicks',
      'open-rate',
      'wide-reader',
      'gone',
    );
    fc.assert(
      fc.property(
        evidence,
        id,
        fc.constantFrom(...languages),
        fc.integer(),
        (read, name, language, points) => {
          const group =
            name === 'country' || name === 'size'
              ? 'company'
              : name === 'clicks' || name === 'open-rate'
                ? 'mail'
                : 'website';
          const dimension = group === 'company' ? 'fit' : 'engagement';
          const sentence = explainContribution(
            rule(dimension, group, name, points, read),
            newBusiness,
            language,
            at,
          );
          expect(sentence).toMatch(/^[^\n\r\u2028\u2029]+$/u);
          expect(sentence).not.toMatch(/undefined|\[object/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
