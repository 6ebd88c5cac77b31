import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import { parseModel } from '../document/parse.ts';
import { explainHint } from '../explain/finding-sentence.ts';
import { languages } from '../explain/language.ts';
import type { Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { auditModel } from './audit.ts';
import type { HintCode } from './hint.ts';

const because = 'sales said so';
const plain: Rule = {
  id: 'plain',
  name: 'Plain',
  when: { field: 'country', equals: 'BE' },
  points: 3,
  because,
};

describe('auditModel without facts', () => {
  it('has nothing to say of the example but that most rules do not say why', () => {
    expect(auditModel(newBusiness).map(({ code, sentence }) => [code, sentence])).toEqual([
      [
        'because_missing',
        '9 of 10 rules do not say why they give their points: Company size, Free-mail address, Leads marketing +6',
      ],
    ]);
  });

  const cases: { code: HintCode; model: Model; says: string }[] = [
    {
      code: 'rule_gives_nothing',
      model: rules({ ...plain, cap: { min: 0, max: 0 } }),
      says: '“Plain” gives no points whatever the lead does',
    },
    {
      code: 'tier_beyond_cap',
      model: rules({
        id: 'a',
        name: 'Reads',
        activity: 'View',
        distinct: 'path',
        tiers: [
          { from: 3, points: 1 },
          { from: 9, points: 5 },
        ],
        cap: { max: 4 },
        because,
      }),
      says: '“Reads” would give 5 from 9 on, but its cap stops at 4',
    },
    {
      code: 'tier_out_of_reach',
      model: rules({
        id: 'a',
        name: 'Comes back',
        activity: 'View',
        activeDays: true,
        withinDays: 30,
        tiers: [{ from: 31, points: 5 }],
        because,
      }),
      says: '“Comes back” has a tier from 31, and no lead can come past 30',
    },
    {
      code: 'criteria_contradict',
      model: rules({
        ...plain,
        when: {
          all: [
            { field: 'country', equals: 'BE' },
            { field: 'country', in: ['NL', 'LU'] },
          ],
        },
      }),
      says: '“Plain” can never be true: what it asks of country contradicts itself',
    },
    {
      code: 'audience_drops_unknown',
      model: { ...rules(plain), audience: { none: [{ field: 'country', equals: 'US' }] } },
      says: 'The audience also leaves out leads whose country is not known; add “country is not filled in” to keep them',
    },
    {
      code: 'same_signal',
      model: rules(
        { id: 'a', name: 'Demo', activity: ['Demo', 'Call'], points: 3, withinDays: 9, because },
        { id: 'b', name: 'Demo again', activity: ['Call', 'Demo'], tiers: [{ from: 2, points: 1 }], because },
      ),
      says: 'Two rules count the same thing: “Demo” and “Demo again”',
    },
    {
      code: 'rule_dominates_reach',
      model: rules(
        { ...plain, points: 5 },
        { ...plain, id: 'b', when: { field: 'city', equals: 'Gent' }, points: 1 },
        { ...plain, id: 'c', when: { field: 'city', equals: 'Brugge' }, points: 1 },
      ),
      says: '“Plain” alone can give 71% of all points in Fit',
    },
    {
      code: 'rule_without_end',
      model: rules({ id: 'a', name: 'Views', activity: 'View', points: 1, because }),
      says: '“Views” adds up for ever: give it a cap, a window or a decay',
    },
    {
      code: 'points_off_scale',
      model: rules(plain, {
        ...plain,
        id: 'b',
        name: 'Big',
        when: { field: 'city', equals: 'Gent' },
        points: 40,
      }),
      says: '1 of 2 rules gives points outside the small scale (1 and 2 low, 3 middle, 4 and 5 high): Big',
    },
    {
      code: 'threshold_out_of_reach',
      model: { ...rules(plain), stages: [{ id: 'sales_qualified', enter: { total: { gte: 4 } } }] },
      says: 'No lead can reach SQL: it asks for 4, and the most there is to get is 3',
    },
    {
      code: 'threshold_always_reached',
      model: { ...rules(plain), temperature: { of: 'total', hot: 3, warm: 0 } },
      says: 'Every lead reaches warm: it asks for 0, and no lead is under 0',
    },
    {
      code: 'grade_out_of_reach',
      model: {
        ...rules(plain),
        grades: { fit: { A: 9, B: 3, C: 0 }, engagement: { 1: 0 } },
        stages: [{ id: 'ready', enter: { grade: ['A1', 'B1'] } }],
      },
      says: 'Ready asks for A1, which no lead can have',
    },
    {
      code: 'grades_collapse',
      model: { ...rules(plain), grades: { fit: { A: 3, B: 3, C: 0 }, engagement: { 1: 0 } } },
      says: 'Grade B asks for as much as A or more, so one of them is never given',
    },
    {
      code: 'stage_flaps',
      model: {
        ...rules({
          id: 'a',
          name: 'Views',
          activity: 'View',
          points: 5,
          decay: { halfLifeDays: 1 },
          because,
        }),
        stages: [{ id: 'marketing_qualified', enter: { total: { gte: 5 } }, leave: { total: { lt: 4 } } }],
      },
      says: 'MQL can be left the day after it is entered: its leave lies only 1 lower, and one day can take 2.5; set holdDays or lower its leave',
    },
  ];
  it.each(cases)('tells $code', ({ code, model, says }) => {
    const found = auditModel(model).filter((hint) => hint.code === code);
    expect(found.map(({ sentence }) => sentence)).toEqual([says]);
    for (const language of languages)
      expect(explainHint(found[0]!, model, language)).not.toMatch(/undefined|NaN|\[object/);
  });

  const quiet: { what: string; code: HintCode; model: Model }[] = [
    {
      what: 'held days',
      code: 'stage_flaps',
      model: { ...cases.at(-1)!.model, stages: [{ ...cases.at(-1)!.model.stages![0]!, holdDays: 7 }] },
    },
    {
      what: 'an audience that keeps the unknown',
      code: 'audience_drops_unknown',
      model: {
        ...rules(plain),
        audience: {
          any: [{ field: 'country', is_empty: true }, { none: [{ field: 'country', equals: 'US' }] }],
        },
      },
    },
    { what: 'an audience of outcomes', code: 'audience_drops_unknown', model: newBusiness },
    {
      what: 'an audience that asks for a field',
      code: 'audience_drops_unknown',
      model: { ...rules(plain), audience: { field: 'country', in: ['BE'] } },
    },
    {
      what: 'a capped dimension',
      code: 'rule_without_end',
      model: {
        ...rules({ id: 'a', name: 'Views', activity: 'View', points: 1 }),
        total: { cap: { max: 9 } },
      },
    },
    {
      what: 'one field read for two things',
      code: 'same_signal',
      model: rules(plain, { ...plain, id: 'b', when: { field: 'country', equals: 'NL' } }),
    },
    {
      what: 'bounds that meet in a value',
      code: 'criteria_contradict',
      model: rules({
        ...plain,
        when: {
          all: [
            { field: 'employees', gte: 50 },
            { field: 'employees', lte: 50 },
          ],
        },
      }),
    },
  ];
  it.each(quiet)('is quiet about $what', ({ code, model }) => {
    expect(auditModel(model).filter((hint) => hint.code === code)).toEqual([]);
  });

  it('is quiet about a great minus', () => {
    const model = rules({ ...plain, otherwise: -100 });
    expect(auditModel(model).map(({ code }) => code)).toEqual([]);
  });

  const examples = new URL('../../../../examples/', import.meta.url);
  const folders = readdirSync(examples).filter((name) => existsSync(new URL(`${name}/model.yaml`, examples)));
  it.each(folders)('has no warning about the example %s', (name) => {
    const model = parseModel(readFileSync(new URL(`${name}/model.yaml`, examples), 'utf8'));
    expect(auditModel(model).filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('puts warnings before hints', () => {
    const severities = auditModel(
      rules({ ...plain, cap: { max: 0, min: 0 } }, { id: 'b', name: 'Views', activity: 'View', points: 9 }),
    ).map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort().reverse());
    expect(new Set(severities).size).toBe(2);
  });
});

describe('auditModel on facts', () => {
  const options = { at: factsAt, replayDays: 0 };

  it('has no warning about the example on facts that feed all of it', () => {
    const found = auditModel(newBusiness, makeFacts(5, 120), { at: factsAt, replayDays: 60 });
    expect(found.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('tells types that never came in instead of rules that never counted', () => {
    const facts = makeFacts(5, 40);
    const views = { ...facts, activities: facts.activities.filter(({ type }) => type === 'Page Viewed') };
    const found = auditModel(newBusiness, views, options).filter(({ severity }) => severity === 'warning');
    expect(found.map(({ sentence }) => sentence)).toEqual([
      'No activity of type “Email Clicked”, “Email Opened” or “Email Delivered” has come in; is the type spelled as it is sent?',
    ]);
  });

  it('tells dead rules, empty fields and personas nobody is like', () => {
    const facts: Facts = {
      fieldValues: leads(40, (lead, index) => ({
        lead,
        field: 'country',
        value: index % 2 ? 'BE' : 'NL',
        source: 'crm',
        knownAt: factsAt - 1,
      })),
      activities: [],
    };
    const model = rules(
      plain,
      { ...plain, id: 'b', name: 'In Mars', when: { field: 'country', equals: 'Mars' } },
      { ...plain, id: 'c', name: 'City', when: { field: 'city', equals: 'Gent' } },
    );
    expect(auditModel(model, facts, options).map(({ code, sentence }) => [code, sentence])).toEqual([
      ['rule_never_counts', '“In Mars” counted for none of 40 leads'],
      ['rule_never_counts', '“City” counted for none of 40 leads'],
      ['field_never_filled', 'City is filled in for none of 40'],
    ]);
    const onlyCountries = auditModel(newBusiness, facts, options).map(({ sentence }) => sentence);
    expect(onlyCountries).toContain('None of 40 leads is like IT lead');
    expect(onlyCountries).toContain('None of 40 leads is like Marketing lead');
  });

  it('tells rules that rise and fall together, and one that makes up most points', () => {
    const facts: Facts = {
      fieldValues: [],
      activities: leads(40, (lead, index) =>
        ['Send', 'Open'].map((type) => ({
          lead,
          type,
          at: factsAt - 1000,
          knownAt: factsAt,
          source: 's',
          id: `${lead} ${type}`,
          properties: { size: String(index % 3) },
        })),
      )
        .flat()
        .filter(({ properties: { size } }) => size !== '0'),
    };
    const withOthers: Facts = {
      ...facts,
      fieldValues: leads(40, (lead, index) => ({
        lead,
        field: 'country',
        value: index === 7 ? 'BE' : 'NL',
        source: 'crm',
        knownAt: factsAt,
      })),
    };
    const model = rules(
      { id: 'a', name: 'Sends', activity: 'Send', points: 5, withinDays: 9, because },
      { id: 'b', name: 'Opens', activity: 'Open', points: 1, withinDays: 9, because },
      plain,
    );
    const codes = auditModel(model, withOthers, options).map(({ code, sentence }) => [code, sentence]);
    expect(codes).toContainEqual([
      'rules_correlate',
      '“Sends” and “Opens” rise and fall together (correlation 1 over 40 leads); one of them may be enough',
    ]);
    expect(codes.find(([code]) => code === 'rule_dominates_leads')![1]).toMatch(
      /^“Sends” makes up 8\d% of all points of 40 leads$/,
    );
  });

  it('tells stages that leads move in and out of', () => {
    const model: Model = {
      ...rules({ id: 'a', name: 'Views', activity: 'View', points: 5, withinDays: 2, because }),
      stages: [{ id: 'marketing_qualified', enter: { total: { gte: 5 } }, leave: { total: { lt: 5 } } }],
    };
    const views = [0, 5, 10, 15, 20].map((daysAgo) => factsAt - daysAgo * 86_400_000);
    const facts: Facts = {
      fieldValues: [],
      activities: views.map((at) => ({
        lead: 'a',
        type: 'View',
        at,
        knownAt: at,
        source: 's',
        id: String(at),
      })),
    };
    const found = auditModel(model, facts, { at: factsAt }).filter(({ code }) => code === 'stage_moves');
    expect(found.map(({ sentence }) => sentence)).toEqual([
      '1 lead entered MQL three times or more in 90 days, one 5 times; set holdDays or lower its leave',
    ]);
  });

  it('tells an audience that nobody is in, and says it in every language', () => {
    const model: Model = { ...rules(plain), audience: { outcome: 'won' } };
    const facts = makeFacts(1, 12);
    const none = { ...facts, outcomes: [] };
    const [hint] = auditModel(model, none, options);
    expect(hint!.sentence).toBe('None of 12 leads is in the audience');
    expect(explainHint(hint!, model, 'nl')).toBe('Geen van de 12 leads valt binnen de doelgroep');
    expect(explainHint(hint!, model, 'sv')).toBe('Inget av de 12 leadsen hör till målgruppen');
  });
});

function leads<Value>(count: number, make: (lead: string, index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(`lead ${index}`, index));
}

function rules(...all: Rule[]): Model {
  return {
    leadline: 1,
    id: 'small',
    name: 'Small',
    fields: { country: 'text', city: 'text', employees: 'range' },
    dimensions: { fit: { kind: 'fit', groups: { all: { rules: all } } } },
  };
}
