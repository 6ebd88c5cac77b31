import { expect, it } from 'vitest';
import { readModel, readPlainModel } from './parse.ts';
import { modelWith, modelWithRule, type ProblemCase, readMark } from './problem-case.ts';
import { shapeTexts } from './problem-text.ts';

const operatorList =
  'equals, not_equals, in, not_in, contains, not_contains, starts_with, ends_with, matches, lt, lte, gt, gte, between, is_empty, is_not_empty, is_true, is_false, before, after, within_days, in_next_days';
const ruleKinds = 'when, values, ranges, activity, silence, rate, trend, sequence, members';
const start = '{ id: big, name: Big company, ';

const ofRules: readonly ProblemCase[] = [
  [
    'must_be_text',
    `{ id: big, name: ¦7, when: { field: country, equals: BE }, points: 1 }`,
    'name must be text, got 7',
  ],
  [
    'must_be_number',
    `${start}when: { field: country, equals: BE }, points: ¦ten }`,
    'points must be a number, got "ten"',
  ],
  [
    'must_be_number',
    `${start}silence: Page Viewed, tiers: [{ from: ¦"3", points: 1 }] }`,
    'tiers 1 › from must be a number, got "3"',
  ],
  [
    'must_be_number',
    `${start}activity: Page Viewed, points: ¦.inf }`,
    'points must be a number, got Infinity',
  ],
  [
    'must_be_whole',
    `${start}activity: Page Viewed, withinDays: ¦1.5, points: 1 }`,
    'withinDays must be a whole number, got 1.5',
  ],
  [
    'must_be_boolean',
    `${start}activity: Page Viewed, includeAutomated: ¦yes, points: 1 }`,
    'includeAutomated must be true or false, got "yes"',
  ],
  [
    'must_be_true',
    `${start}activity: Page Viewed, activeDays: ¦false, points: 1 }`,
    'activeDays can only be true, got false; leave it out otherwise',
  ],
  ['must_be_map', '¦big', 'it must be keys with values, got "big"'],
  [
    'must_be_map',
    `${start}activity: Page Viewed, points: 1, cap: ¦5 }`,
    'cap must be keys with values, got 5',
  ],
  [
    'must_be_list',
    `${start}silence: Page Viewed, tiers: ¦{ from: 1, points: 1 } }`,
    'tiers must be a list, got {…}',
  ],
  [
    'must_be_text_or_list',
    `${start}activity: ¦5, points: 1 }`,
    'activity must be a text or a list of texts, got 5',
  ],
  [
    'must_be_text_or_number',
    `${start}when: { field: country, in: [BE, ¦true] }, points: 1 }`,
    'when › in 2 must be text or a number, got true',
  ],
  [
    'must_be_amount',
    `${start}when: { field: visits, gte: ¦many }, points: 1 }`,
    'when › gte must be a number or { amount, currency }, got "many"',
  ],
  [
    'must_be_literal',
    `${start}when: { field: country, equals: ¦[BE] }, points: 1 }`,
    'when › equals must be text, a number, true, false or { amount, currency }, got […]',
  ],
  [
    'must_be_pair',
    `${start}when: { field: visits, between: ¦[1] }, points: 1 }`,
    'when › between must be a list of two values, [from, to]',
  ],
  [
    'must_be_pair',
    `${start}when: { field: visits, between: ¦[1, 2, 3] }, points: 1 }`,
    'when › between must be a list of two values, [from, to]',
  ],
  ['missing', `¦{ name: Big company, when: { field: country, equals: BE }, points: 1 }`, 'id is missing'],
  ['missing', `¦${start}when: { field: country, equals: BE } }`, 'points is missing'],
  [
    'unknown_key',
    `${start}activity: Page Viewed, ¦witinDays: 3, points: 1 }`,
    'unknown key "witinDays"; did you mean "withinDays"?',
  ],
  ['unknown_key', `${start}activity: Page Viewed, ¦colour: red, points: 1 }`, 'unknown key "colour"'],
  [
    'unknown_key',
    `${start}activity: Page Viewed, points: 1, decay: { linearDays: 3, ¦half_life_days: 3 } }`,
    'unknown key "half_life_days"',
  ],
  [
    'unknown_operator',
    `${start}when: { field: country, ¦start_with: B }, points: 1 }`,
    `unknown operator "start_with", did you mean "starts_with"; the operators are ${operatorList}`,
  ],
  [
    'unknown_operator',
    `${start}activity: Page Viewed, where: { property: path, ¦like: x }, points: 1 }`,
    `unknown operator "like"; the operators are ${operatorList}`,
  ],
  [
    'not_one_of',
    `${start}activity: Page Viewed, points: 1, source: ¦sale }`,
    'source must be one of sales, interview, data, got "sale"; did you mean "sales"?',
  ],
  [
    'too_small',
    `${start}activity: Page Viewed, points: 1, cap: { max: ¦-1 } }`,
    'cap › max must be at least 0, got -1',
  ],
  ['too_small', `${start}activity: Page Viewed, every: ¦1, points: 1 }`, 'every must be at least 2, got 1'],
  [
    'too_big',
    `${start}activity: Page Viewed, points: ¦1000001 }`,
    'points must be at most 1000000, got 1000001',
  ],
  [
    'too_big',
    `${start}activity: Page Viewed, points: 1, decay: { halfLifeDays: ¦3651 } }`,
    'decay › halfLifeDays must be at most 3650, got 3651',
  ],
  ['empty_text', `{ id: big, name: ¦"", activity: Page Viewed, points: 1 }`, 'name must not be empty'],
  ['empty_list', `${start}when: { all: ¦[] }, points: 1 }`, 'when › all must have at least one entry'],
  [
    'bad_id',
    `{ id: ¦Big Company, name: Big company, activity: Page Viewed, points: 1 }`,
    'id must be lower case letters, digits, - and _, got "Big Company"',
  ],
  [
    'bad_currency',
    `${start}when: { field: budget, gte: { amount: 1, currency: ¦euro } }, points: 1 }`,
    'when › gte › currency must be a currency of three capitals such as EUR, got "euro"',
  ],
  [
    'bad_date',
    `${start}when: { field: trialEndsAt, before: ¦31-01-2026 }, points: 1 }`,
    'when › before must be a date such as 2026-01-31, got "31-01-2026"',
  ],
  ['rule_kind_missing', `¦${start}points: 1 }`, `it must read something: one of ${ruleKinds}`],
  [
    'rule_kind_missing',
    `¦${start}activty: Page Viewed, points: 1 }`,
    `it must read something: one of ${ruleKinds}; did you mean "activity"?`,
  ],
  [
    'rule_kind_several',
    `¦${start}activity: Page Viewed, silence: Page Viewed, points: 1 }`,
    'it can only read one thing, got activity and silence; make several rules',
  ],
  [
    'criterion_empty',
    `${start}when: ¦{ equals: BE }, points: 1 }`,
    'when must read one of field, activity, outcome, all, any, none',
  ],
  [
    'criterion_empty',
    `${start}when: { all: [¦{ feild: country, equals: BE }] }, points: 1 }`,
    'when › all 1 must read one of field, activity, outcome, all, any, none; did you mean "field"?',
  ],
  [
    'criterion_several',
    `${start}when: ¦{ all: [{ field: country, equals: BE }], any: [{ field: country, equals: NL }] }, points: 1 }`,
    'when can only have one of all and any; put them in all: [...] or any: [...]',
  ],
  [
    'choice_empty',
    `${start}activity: Page Viewed, points: 1, decay: ¦{ days: 3 } }`,
    'decay must have one of halfLifeDays, linearDays, steps',
  ],
  [
    'choice_several',
    `${start}activity: Page Viewed, points: 1, decay: ¦{ halfLifeDays: 3, linearDays: 4 } }`,
    'decay can only have one of halfLifeDays and linearDays',
  ],
  [
    'property_outside_where',
    `${start}when: ¦{ property: path, equals: x }, points: 1 }`,
    'when cannot read a property here; only where reads properties',
  ],
  [
    'field_in_where',
    `${start}activity: Page Viewed, points: 1, where: ¦{ field: country, equals: BE } }`,
    'where cannot read a field; where reads properties of the activity',
  ],
];

it.each(ofRules)('says of a rule: %s in %s', (code, rule, sentence) => {
  const { text, line, column } = readMark(modelWithRule(rule));
  const { problems, model } = readModel(text, { file: 'model.yaml' });
  expect(model).toBeUndefined();
  expect(problems.map((problem) => problem.code)).toContain(code);
  const problem = problems.find((one) => one.code === code)!;
  expect(problem).toMatchObject({ line, column, severity: 'error' });
  const [, name, rest] = /^Cannot read rule "([^"]*)": (.*)$/.exec(problem.message) ?? [];
  expect(['Big company', 'big', '#2']).toContain(name);
  expect(rest).toBe(`${sentence} (model.yaml:${line}:${column})`);
});

const ofModels: readonly ProblemCase[] = [
  [
    'unknown_version',
    modelWith('').replace('leadline: 1', 'leadline: ¦2'),
    'the model: leadline must be 1, the version of this format, got 2',
  ],
  [
    'bad_key_id',
    modelWith('').replace('  interest:', '  ¦1st:'),
    'dimension "1st": the name "1st" must begin with a letter and hold only lower case letters, digits, - and _',
  ],
  [
    'bad_grade_letter',
    modelWith('grades: { fit: { A: 5, ¦Bb: 0 }, engagement: { 1: 5, 2: 0 } }'),
    'the model: the grade "Bb" must be one capital letter',
  ],
  [
    'bad_grade_number',
    modelWith('grades: { fit: { A: 5, B: 0 }, engagement: { 1: 5, ¦10: 0 } }'),
    'the model: the grade "10" must be a number from 1 to 9',
  ],
  [
    'must_be_plain_value',
    modelWith('expect:\n  - { name: X, lead: { country: ¦null }, is: { total: 0 } }'),
    'expectation "X": lead › country must be text, a number, true, false, a list of texts or { lo, hi }, got null',
  ],
  [
    'must_be_number',
    modelWith('expect:\n  - { name: X, is: { total: ¦high } }'),
    'expectation "X": is › total must be a number, got "high"',
  ],
  ['must_be_map', modelWith('stages: [¦hot]'), 'stage "#1": it must be keys with values, got "hot"'],
  [
    'criterion_empty',
    modelWith('stages: [{ id: s, enter: ¦{ gte: 4 } }]'),
    'stage "s": enter must read one of total, dimension, grade, outcome, all, any, none',
  ],
  [
    'choice_empty',
    modelWith('temperature: ¦{ hot: 3, warm: 1 }'),
    'the model: temperature must have one of of, categories',
  ],
  [
    'not_one_of',
    modelWith('audience: { none: [{ outcome: ¦wonn }] }'),
    'the model: audience › none 1 › outcome must be one of won, lost, accepted, rejected, got "wonn"; did you mean "won"?',
  ],
  [
    'empty_map',
    `leadline: 1\nid: t\nname: T\ndimensions: { interest: { kind: fit, groups: ¦{} } }`,
    'dimension "interest": groups must have at least one key',
  ],
  ['unknown_key', modelWith('¦stage: []'), 'the model: unknown key "stage"; did you mean "stages"?'],
  ['must_be_text', modelWith('suppress: [¦3]'), 'the model: suppress 1 must be text, got 3'],
];

it.each(ofModels)('says of a model: %s', (code, marked, sentence) => {
  const { text, line, column } = readMark(marked);
  const { problems } = readModel(text, { file: 'model.yaml' });
  const errors = problems.filter((problem) => problem.severity === 'error');
  expect(errors.map((problem) => problem.code)).toEqual([code]);
  expect(errors[0]!.message).toBe(`Cannot read ${sentence} (model.yaml:${line}:${column})`);
});

it('has a case for each mistake of shape', () => {
  // Zod tells nothing of ours as bad_value; it stands for what a later version of it may find.
  const tested = new Set<string>([...ofRules, ...ofModels].map(([code]) => code));
  expect(new Set([...tested, 'bad_value'])).toEqual(new Set(Object.keys(shapeTexts)));
});

it('lists every mistake at once, in the order of the text', () => {
  const { problems } = readModel('leadline: 1\nid: M\nname: 3\ndimensions: []\n', { file: 'm.yaml' });
  expect(problems.map((problem) => problem.message)).toEqual([
    'Cannot read the model: id must be lower case letters, digits, - and _, got "M" (m.yaml:2:5)',
    'Cannot read the model: name must be text, got 3 (m.yaml:3:7)',
    'Cannot read the model: dimensions must be keys with values, got [] (m.yaml:4:13)',
  ]);
});

it('says line and column where there is no file, and neither where there is no text', () => {
  expect(readModel('leadline: 2\nid: m\nname: M\n').problems.at(0)?.message).toBe(
    'Cannot read the model: leadline must be 1, the version of this format, got 2 (line 1, column 11)',
  );
  expect(readPlainModel({ leadline: 2, id: 'm', name: 'M' }).problems.at(0)?.message).toBe(
    'Cannot read the model: leadline must be 1, the version of this format, got 2',
  );
});

it('keeps a sentence short and on one line whatever was given', () => {
  const { problems } = readPlainModel({ leadline: `a\nb${'x'.repeat(5000)}`, id: 'm', name: 'M' });
  expect(problems[0]!.message.length).toBeLessThan(200);
  expect(problems[0]!.message).not.toContain('\n');
});
