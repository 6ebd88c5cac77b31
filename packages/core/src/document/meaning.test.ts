import { expect, it } from 'vitest';
import { newBusiness } from './example-model.ts';
import { readModel, readPlainModel } from './parse.ts';
import { modelWith, modelWithRule, type ProblemCase, readMark } from './problem-case.ts';
import { hintTexts, meaningTexts } from './problem-text.ts';

const start = '{ id: big, name: Big, ';
const field = (test: string) => `${start}when: ${test}, points: 1 }`;
const textOperators =
  'equals, not_equals, in, not_in, contains, not_contains, starts_with, ends_with, matches, is_empty, is_not_empty';
const intervalOperators = 'equals, not_equals, lt, lte, gt, gte, between, is_empty, is_not_empty';

const ofRules: readonly ProblemCase[] = [
  [
    'too_many_decimals',
    `${start}activity: Page Viewed, points: ¦0.0001 }`,
    'points can have at most 3 decimals, got 0.0001',
  ],
  [
    'too_many_decimals',
    `${start}activity: Page Viewed, points: 1, decay: { steps: [{ fromAge: 1, percent: ¦33.33333 }] } }`,
    'decay › steps 1 › percent can have at most 4 decimals, got 33.33333',
  ],
  [
    'too_many_decimals',
    `${start}rate: { of: Page Viewed, in: Page Viewed }, tiers: [{ from: ¦0.0005, points: 1 }] }`,
    'tiers 1 › from can have at most 3 decimals, got 0.0005',
  ],
  [
    'number_too_big',
    field('{ field: visits, gte: ¦1e13 }'),
    'when › gte can be at most 9000000000000 either way, got 10000000000000; count in larger units',
  ],
  [
    'duplicate_entry',
    `${start}activity: [Page Viewed, ¦Page Viewed], points: 1 }`,
    'activity 2 is there twice, "Page Viewed"',
  ],
  [
    'field_undeclared',
    field('{ field: ¦contry, equals: BE }'),
    'field "contry" is not declared, did you mean "country"; add it under fields with its kind',
  ],
  [
    'field_undeclared',
    field('{ field: ¦shoeSize, equals: BE }'),
    'field "shoeSize" is not declared; add it under fields with its kind',
  ],
  [
    'field_undeclared',
    `${start}field: ¦toString, values: { a: 1 } }`,
    'field "toString" is not declared; add it under fields with its kind',
  ],
  [
    'property_undeclared',
    `${start}activity: Page Viewed, where: { property: ¦value, gt: 3 }, points: 1 }`,
    'property "value" is of kind number, but not declared for "Page Viewed"; add it there under activities',
  ],
  [
    'operator_missing',
    field('¦{ field: country }'),
    `when needs an operator: one of ${textOperators.replace(', is_empty, is_not_empty', '')}, lt, lte, gt, gte, between, is_empty, is_not_empty, is_true, is_false, before, after, within_days, in_next_days`,
  ],
  [
    'operator_several',
    field('{ field: country, equals: BE, ¦contains: B }'),
    'a criterion has one operator, got equals and contains; put them in all: [...] or any: [...]',
  ],
  [
    'operator_not_for_field',
    field('{ field: country, ¦gte: 3 }'),
    `gte cannot be put to "country", which is of kind text; use one of ${textOperators}`,
  ],
  [
    'operator_not_for_field',
    field('{ field: account.employees, ¦is_true: true }'),
    `is_true cannot be put to "account.employees", which is of kind range; use one of ${intervalOperators}`,
  ],
  [
    'operator_not_for_field',
    field('{ field: createdAt, ¦contains: x }'),
    'contains cannot be put to "createdAt", which is of kind date; use one of equals, not_equals, is_empty, is_not_empty, before, after, within_days, in_next_days',
  ],
  [
    'operator_not_for_property',
    `${start}activity: Page Viewed, where: { property: path, ¦gte: 3 }, points: 1 }`,
    `gte cannot be put to "path", which is of kind text; use one of ${textOperators}, or declare its kind under activities`,
  ],
  [
    'literal_not_text',
    field('{ field: country, in: [BE, ¦32] }'),
    'when › in 2 must be text, got 32; put it between quotes',
  ],
  [
    'literal_not_boolean',
    field('{ field: customer, equals: ¦maybe }'),
    'when › equals must be true or false, got "maybe"',
  ],
  [
    'literal_not_number',
    field('{ field: employees, equals: ¦"50" }'),
    'when › equals must be a number, got "50"',
  ],
  [
    'literal_not_money',
    field('{ field: budget, equals: ¦much }'),
    'when › equals must be an amount with its currency, { amount: 1000, currency: EUR }, got "much"',
  ],
  [
    'literal_without_currency',
    field('{ field: budget, gte: ¦5000 }'),
    'when › gte must name its currency: { amount: 5000, currency: EUR }',
  ],
  [
    'literal_with_currency',
    field('{ field: visits, gte: ¦{ amount: 5, currency: EUR } }'),
    'when › gte must be a plain number; only fields of kind money have a currency',
  ],
  [
    'literal_empty',
    field('{ field: country, equals: ¦"  " }'),
    'when › equals must be text with something in it, got "  "',
  ],
  [
    'literal_empty',
    field('{ field: country, matches: ¦"" }'),
    'when › matches must be text with something in it, got ""',
  ],
  [
    'between_two_currencies',
    field('{ field: budget, between: ¦[{ amount: 1, currency: EUR }, { amount: 2, currency: SEK }] }'),
    'when › between must have one currency on both sides',
  ],
  [
    'between_nothing',
    field('{ field: visits, between: ¦[5, 5] }'),
    'when › between holds nothing: 5 must be less than 5',
  ],
  [
    'date_not_real',
    field('{ field: trialEndsAt, equals: ¦2026-02-29 }'),
    'when › equals must be a day of the calendar from 1900 to 2999, got "2026-02-29"',
  ],
  [
    'date_not_real',
    field('{ field: trialEndsAt, after: ¦3000-01-01 }'),
    'when › after must be a day of the calendar from 1900 to 2999, got "3000-01-01"',
  ],
  [
    'bad_pattern',
    field('{ field: country, matches: ¦"b(e" }'),
    'when › matches must be a search pattern: "b(e": a "(" without its ")" at character 2',
  ],
  [
    'rule_reads_activity',
    field('{ any: [{ field: country, equals: BE }, { ¦activity: { types: Page Viewed } }] }'),
    'the criteria of a rule read fields only; count activities in a rule with activity',
  ],
  [
    'rule_reads_outcome',
    field('{ ¦outcome: won }'),
    'the criteria of a rule read fields only; outcomes belong in audience, disqualify or stages',
  ],
  [
    'rule_id_twice',
    '{ id: ¦base, name: Big, activity: Page Viewed, points: 1 }',
    'another rule has the id "base", in group "all"; give each its own',
  ],
  ['cap_empty', `${start}activity: Page Viewed, points: 1, cap: ¦{} }`, 'cap must have min, max or both'],
  [
    'values_not_for_kind',
    `${start}field: ¦visits, values: { a: 1 } }`,
    'a table of values needs a field of kind text or list, "visits" is number',
  ],
  [
    'value_twice',
    `${start}field: country, values: { België: 1, ¦BELGIE: 2 } }`,
    '"BELGIE" is the same as "België" once capitals and accents are gone',
  ],
  [
    'ranges_not_for_kind',
    `${start}field: ¦country, ranges: [{ from: 1, points: 1 }] }`,
    'ranges need a field of kind number, range or money, "country" is text',
  ],
  [
    'ranges_need_currency',
    `¦${start}field: budget, ranges: [{ from: 1, points: 1 }] }`,
    'ranges of money need their currency; add currency: EUR beside ranges',
  ],
  [
    'currency_not_for_kind',
    `${start}field: visits, ranges: [{ from: 1, points: 1 }], ¦currency: EUR }`,
    'currency goes with money only, "visits" is of kind number',
  ],
  [
    'range_without_end',
    `${start}field: visits, ranges: [¦{ points: 1 }] }`,
    'ranges 1 must have from, to or both',
  ],
  [
    'range_empty',
    `${start}field: visits, ranges: [¦{ from: 5, to: 5, points: 1 }] }`,
    'ranges 1 holds nothing: from 5 must be less than to 5',
  ],
  [
    'ranges_overlap',
    `${start}field: visits, ranges: [{ from: 5, points: 1 }, ¦{ from: 50, to: 60, points: 2 }] }`,
    'ranges 1 and 2 overlap; from is included and to is not',
  ],
  ['points_or_tiers', `¦${start}activity: Page Viewed }`, 'it gives no points; add points or tiers'],
  [
    'points_and_tiers',
    `${start}activity: Page Viewed, points: 1, tiers: ¦[{ from: 1, points: 1 }] }`.replace(
      'tiers: ¦',
      '¦tiers: ',
    ),
    'it has points and tiers; keep one of them',
  ],
  [
    'measures_several',
    `${start}activity: Page Viewed, activeDays: true, distinct: path, points: 1 }`.replace(
      'activeDays',
      '¦activeDays',
    ),
    'it counts one thing, got distinct and activeDays; keep one of them',
  ],
  [
    'only_with_count',
    `${start}activity: Page Viewed, activeDays: true, ¦every: 3, points: 1 }`,
    'every goes with a plain count only, not with activeDays',
  ],
  [
    'only_with_count',
    `${start}activity: Order Placed, sum: value, ¦atMostPerDay: 3, points: 1 }`,
    'atMostPerDay goes with a plain count only, not with sum',
  ],
  [
    'every_with_tiers',
    `${start}activity: Page Viewed, ¦every: 3, tiers: [{ from: 1, points: 1 }] }`,
    'every goes with points, not with tiers',
  ],
  [
    'sum_needs_number',
    `${start}activity: Order Placed, sum: ¦category, points: 1 }`,
    'sum needs a property of kind number, "category" is text; declare it under activities',
  ],
  [
    'distinct_lead',
    `${start}activity: Page Viewed, distinct: ¦lead, points: 1 }`,
    'distinct: lead counts people, so it needs of: account',
  ],
  [
    'journey_of_account',
    `${start}activity: Page Viewed, of: account, points: 1, ¦journey: decision }`,
    "journey needs the lead's own activities; leave out of: account",
  ],
  [
    'members_of_lead',
    `${start}¦members: { model: other, take: sum }, points: 1 }`,
    'members belongs in a model of accounts; set score: accounts',
  ],
  [
    'at_least_without_percent',
    `${start}trend: { activity: Page Viewed, days: 7, ¦atLeast: 5 }, tiers: [{ from: 1, points: 1 }] }`,
    'atLeast goes with percent: true only',
  ],
  [
    'tiers_not_ascending',
    `${start}activity: Page Viewed, tiers: [{ from: 3, points: 1 }, { from: ¦3, points: 2 }] }`,
    'tiers 2 › from must be more than 3, the one before it, got 3',
  ],
  [
    'steps_not_ascending',
    `${start}activity: Page Viewed, points: 1, decay: { steps: [{ fromAge: 9, percent: 50 }, { fromAge: ¦7, percent: 10 }] } }`,
    'decay › steps 2 › fromAge must be more than 9, the one before it, got 7',
  ],
];

it.each(ofRules)('says of a rule: %s in %s', (code, rule, sentence) => {
  const { text, line, column } = readMark(modelWithRule(rule));
  const { problems, model } = readModel(text, { file: 'model.yaml' });
  const errors = problems.filter((problem) => problem.severity === 'error');
  expect(model).toBeUndefined();
  expect(errors.map((problem) => problem.message)).toEqual([
    `Cannot read rule "Big": ${sentence} (model.yaml:${line}:${column})`,
  ]);
  expect(errors[0]).toMatchObject({ code, line, column });
});

const grades = 'grades: { fit: { A: 5, B: 0 }, engagement: { 1: 5, 2: 0 } }\n';
const stage = (enter: string, leave: string) =>
  modelWith(`${grades}stages: [{ id: s, enter: ${enter}, leave: ¦${leave} }]`);
const notExclusive =
  'stage "s": enter and leave could both be true for one lead; change one so that they exclude each other, such as enter: { total: { gte: 20 } } and leave: { total: { lt: 15 } }';
const accounts = (rule: string, more = '') =>
  `leadline: 1\nid: own\nname: Own\nscore: accounts\n${more}dimensions:\n  d: { kind: fit, groups: { g: { rules: [{ id: r, name: R, ${rule} }] } } }\n`;
const personas =
  'personas: { a: { name: A, groups: { g: { rules: [{ id: q, name: Q, when: { field: country, equals: BE }, points: 1 }] } } } }\n';
const withFit = (dimension: string) =>
  modelWith(personas).replace('dimensions:\n', `dimensions:\n${dimension}`);
const bigRule = (id: string) => `{ id: ${id}, name: Big, activity: Page Viewed, points: 1000000 }`;

const ofModels: readonly ProblemCase[] = [
  [
    'name_bad',
    modelWith('').replace('  country:', '  ¦" city": text\n  country:'),
    'the model: the name " city" must not be empty and must have no blanks around it',
  ],
  [
    'known_kind',
    modelWith('').replace('country: text', 'country: ¦list'),
    'the model: fields › country is always of kind text; declare it so or leave it out',
  ],
  [
    'property_two_kinds',
    modelWith('').replace('{ path: text }', '{ path: text, value: ¦text }'),
    'the model: property "value" is of kind number under "Order Placed"; a property has one kind in a model',
  ],
  [
    'account_field_of_account',
    accounts('when: { field: ¦account.size, gt: 3 }, points: 1'),
    'rule "R": a model of accounts names its own fields plainly: "size", not "account.size"',
  ],
  [
    'account_field_of_account',
    accounts('when: { field: size, gt: 3 }, points: 1', 'fields: { size: number, ¦account.city: text }\n'),
    'the model: a model of accounts names its own fields plainly: "city", not "account.city"',
  ],
  [
    'of_in_account_model',
    accounts('activity: A, ¦of: account, points: 1'),
    'rule "R": a model of accounts reads all its leads\' activities; leave out of',
  ],
  [
    'members_of_itself',
    accounts('members: { model: ¦own, take: sum }, points: 1'),
    'rule "R": members › model must be a model of leads, not this model',
  ],
  [
    'field_undeclared',
    accounts('when: { field: ¦account, equals: x }, points: 1'),
    'rule "R": field "account" is not declared; add it under fields with its kind',
  ],
  [
    'duplicate_entry',
    modelWith('suppress: [staff, ¦staff]'),
    'the model: suppress 2 is there twice, "staff"',
  ],
  [
    'cap_and_floor',
    modelWith('total: { cap: { max: 9 }, ¦floor: 0 }'),
    'the model: total › floor cannot stand beside cap; use cap: { min } instead',
  ],
  ['cap_empty', modelWith('total: { cap: ¦{} }'), 'the model: total › cap must have min, max or both'],
  [
    'rule_id_twice',
    modelWith(personas.replace('id: q', 'id: ¦base')).replace(
      'kind: engagement',
      'kind: fit\n    personas: [a]',
    ),
    'rule "Q": another rule has the id "base", in group "all"; give each its own',
  ],
  [
    'dimension_reserved',
    modelWith('').replace('  interest:', '  ¦total:'),
    'dimension "total": a dimension cannot be called "total"; the word has a meaning of its own',
  ],
  [
    'dimension_unknown',
    modelWith('temperature: { of: ¦intrest, hot: 5, warm: 1 }'),
    'the model: there is no dimension "intrest"; did you mean "interest"?',
  ],
  [
    'dimension_unknown',
    modelWith('stages: [{ id: s, enter: { dimension: ¦fit, gte: 5 } }]'),
    'stage "s": there is no dimension "fit"',
  ],
  [
    'persona_unknown',
    withFit('  fit: { kind: fit, personas: [a, ¦b], groups: {} }\n'),
    'dimension "fit": there is no persona "b"',
  ],
  [
    'personas_twice',
    withFit(
      '  fit: { kind: fit, personas: [a], groups: {} }\n  more: { kind: fit, ¦personas: [a], groups: {} }\n',
    ),
    'dimension "more": personas enter one dimension only, and "fit" has them already',
  ],
  [
    'personas_outside_fit',
    withFit('  spam: { kind: risk, ¦personas: [a], groups: {} }\n'),
    'dimension "spam": personas enter a dimension of kind fit, not risk',
  ],
  [
    'persona_at_least_alone',
    modelWith('').replace('kind: engagement', 'kind: engagement\n    ¦personaAtLeast: 3'),
    'dimension "interest": personaAtLeast goes with personas only',
  ],
  [
    'grades_not_descending',
    modelWith('grades: { fit: { A: 5, B: ¦5 }, engagement: { 1: 5 } }'),
    'the model: grade B must begin below grade A',
  ],
  [
    'grades_not_descending',
    modelWith('grades: { fit: { A: 5 }, engagement: { 2: ¦5, 1: 1 } }'),
    'the model: grade 2 must begin below grade 1',
  ],
  [
    'grade_unknown',
    modelWith(`${grades}temperature: { of: grade, hot: [A1, ¦C1], warm: [] }`),
    'the model: there is no grade "C1"; the grades are A1, A2, B1, B2',
  ],
  [
    'grade_unknown',
    modelWith(`${grades}stages: [{ id: s, enter: { grade: [¦?1] } }]`),
    'stage "s": there is no grade "?1"; the grades are A1, A2, B1, B2',
  ],
  [
    'grade_hot_and_warm',
    modelWith(`${grades}temperature: { of: grade, hot: [A1], warm: [B1, ¦A1] }`),
    'the model: grade "A1" is hot already',
  ],
  [
    'temperature_needs_grades',
    modelWith('temperature: { of: ¦grade, hot: [A1], warm: [] }'),
    'the model: a temperature by grade needs grades',
  ],
  [
    'temperature_without_points',
    'leadline: 1\nid: m\nname: M\ntemperature: { of: ¦total, hot: 5, warm: 1 }',
    'the model: a temperature of the total needs dimensions; without points use categories',
  ],
  [
    'temperature_not_descending',
    modelWith('temperature: { of: total, hot: 5, warm: ¦5 }'),
    'the model: warm must be below hot',
  ],
  [
    'temperature_not_descending',
    modelWith('temperature: { of: total, hot: 5, warm: 2, cold: ¦3 }'),
    'the model: cold must be below warm',
  ],
  [
    'stage_id_twice',
    modelWith('stages: [{ id: s, enter: { outcome: won } }, { id: ¦s, enter: { outcome: lost } }]'),
    'stage "s": another stage has the id "s"',
  ],
  [
    'comparison_empty',
    modelWith('stages: [{ id: s, enter: { total: ¦{} } }]'),
    'stage "s": enter › total must compare with one of gte, gt, lte, lt',
  ],
  ['stage_not_exclusive', stage('{ total: { gte: 10 } }', '{ total: { lt: 12 } }'), notExclusive],
  ['stage_not_exclusive', stage('{ total: { gte: 10 } }', '{ dimension: interest, lt: 2 }'), notExclusive],
  [
    'stage_not_exclusive',
    stage(
      '{ grade: [A1] }',
      '{ none: [{ grade: [A1] }, { grade: [B1] }, { outcome: won }, { total: { gt: 5 } }] }',
    ).replace('{ grade: [A1] }, leave', '{ any: [{ grade: [A1] }, { grade: [B2] }] }, leave'),
    notExclusive,
  ],
  [
    'expected_unknown',
    modelWith(
      'stages: [{ id: mql, enter: { total: { gte: 5 } } }]\nexpect: [{ name: X, is: { stage: ¦mqll } }]',
    ),
    'expectation "X": is › stage can never be "mqll", did you mean "mql"; it can be mql',
  ],
  [
    'expected_unknown',
    modelWith('expect: [{ name: X, is: { persona: ¦it } }]'),
    'expectation "X": is › persona can never be "it"; it can be —',
  ],
  [
    'expected_unknown',
    modelWith('suppress: [staff]\nexpect: [{ name: X, is: { disqualified: ¦staff } }]'),
    'expectation "X": is › disqualified can never be "staff"; it can be Suppressed: staff',
  ],
  [
    'dimension_unknown',
    modelWith('expect: [{ name: X, is: { dimensions: { fit: ¦3 } } }]'),
    'expectation "X": there is no dimension "fit"',
  ],
  [
    'field_undeclared',
    modelWith('combinations: [{ name: X, lead: { ¦land: BE } }]'),
    'combination "X": field "land" is not declared; add it under fields with its kind',
  ],
  [
    'example_not_of_kind',
    modelWith('expect: [{ name: X, lead: { visits: ¦many }, is: { total: 0 } }]'),
    'expectation "X": lead › visits cannot be read as number, got "many"',
  ],
  [
    'example_not_of_kind',
    modelWith('expect: [{ name: X, activities: [{ type: Order Placed, value: ¦lots }], is: { total: 0 } }]'),
    'expectation "X": activities 1 › value cannot be read as number, got "lots"',
  ],
  [
    'bound_exceeded',
    modelWithRule(
      `¦${bigRule('b1')}${Array.from({ length: 9 }, (_, i) => `\n          - ${bigRule(`c${i}`)}`).join('')}`,
    ),
    'rule "Big": its points could grow so large that sums are no longer exact (all rules together at most 9007199254740 points); give it a cap',
  ],
];

it.each(ofModels)('says of a model: %s', (code, marked, sentence) => {
  const { text, line, column } = readMark(marked);
  const { problems, model } = readModel(text, { file: 'model.yaml' });
  const errors = problems.filter((problem) => problem.severity === 'error');
  expect(model).toBeUndefined();
  expect(errors.map((problem) => problem.message)).toEqual([
    `Cannot read ${sentence} (model.yaml:${line}:${column})`,
  ]);
  expect(errors[0]).toMatchObject({ code, line, column });
});

const hints: readonly ProblemCase[] = [
  [
    'field_unused',
    modelWith('').replace('jobTitle:', '¦jobTitle:'),
    'the model: no criterion or rule reads fields › jobTitle; leave it out if it is not needed',
  ],
  [
    'persona_unused',
    modelWith(personas.replace('a: {', '¦a: {')),
    'persona "A": no dimension names this persona; add it to personas of a fit dimension',
  ],
  [
    'hold_without_leave',
    modelWith('stages: [{ id: s, enter: { total: { gte: 5 } }, ¦holdDays: 3 }]'),
    'stage "s": holdDays has no effect without leave',
  ],
  [
    'stage_unreachable',
    modelWith('stages: [{ id: s, enter: ¦{ total: { gte: 5, lt: 5 } } }]'),
    'stage "s": no lead can ever enter; enter contradicts itself, or caps and grades keep it from being reached',
  ],
  [
    'stage_unreachable',
    modelWith('total: { cap: { max: 9 } }\nstages: [{ id: s, enter: ¦{ total: { gt: 9 } } }]'),
    'stage "s": no lead can ever enter; enter contradicts itself, or caps and grades keep it from being reached',
  ],
  [
    'journey_untagged',
    modelWith('journey: { ¦decision: 2 }'),
    'the model: no rule is tagged with journey: decision, so no lead reaches it',
  ],
  [
    'activity_unread',
    modelWith('expect: [{ name: X, activities: [{ type: ¦Page Veiwed }], is: { total: 0 } }]'),
    'expectation "X": no rule reads activities of type "Page Veiwed"; did you mean "Page Viewed"?',
  ],
  [
    'model_without_output',
    '¦leadline: 1\nid: m\nname: M',
    'the model: it has neither dimensions nor temperature, so it says nothing of a lead',
  ],
];

it.each(hints)('hints at %s and still gives the model', (code, marked, sentence) => {
  const { text, line, column } = readMark(marked);
  const { problems, model } = readModel(text, { file: 'model.yaml' });
  expect(model).toBeDefined();
  const found = problems.filter((problem) => problem.code === code && problem.line === line);
  expect(found.map((problem) => problem.message)).toEqual([
    `Look again at ${sentence} (model.yaml:${line}:${column})`,
  ]);
  expect(found[0]).toMatchObject({ severity: 'hint', column });
});

it('has a case for each mistake of meaning and each hint', () => {
  const tested = new Set([...ofRules, ...ofModels, ...hints].map(([code]) => code));
  expect(tested).toEqual(new Set([...Object.keys(meaningTexts), ...Object.keys(hintTexts)]));
});

it('lets two personas ask the same under one id', () => {
  const { model, problems } = readPlainModel(newBusiness);
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  expect(model).toEqual(newBusiness);
});

const fine: readonly string[] = [
  '{ id: a, name: A, field: tags, values: { vip: 3, lost: -1 }, otherwise: -1 }',
  '{ id: a, name: A, field: budget, currency: EUR, ranges: [{ from: 50, points: 2 }, { to: 50, points: 1 }] }',
  '{ id: a, name: A, when: { field: emailKind, in: [free] }, points: -4 }',
  '{ id: a, name: A, when: { field: account, is_not_empty: true }, points: 1 }',
  '{ id: a, name: A, when: { field: createdAt, within_days: 30 }, points: 1 }',
  '{ id: a, name: A, activity: Page Viewed, of: account, distinct: lead, tiers: [{ from: 2, points: 3 }] }',
  '{ id: a, name: A, activity: Order Placed, sum: value, tiers: [{ from: -5, points: -1 }, { from: 0.001, points: 3 }] }',
  '{ id: a, name: A, trend: { activity: Page Viewed, days: 30, percent: true, atLeast: 5 }, tiers: [{ from: -100, points: -2 }, { from: 12.345, points: 2 }] }',
  '{ id: a, name: A, sequence: { first: { types: Page Viewed, where: { property: path, contains: demo } }, then: Order Placed, withinDays: 0 }, every: 2, points: 3 }',
];

it.each(fine)('has nothing against %s', (rule) => {
  const { problems } = readModel(modelWithRule(rule));
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
});

it('reads a large model, and one full of mistakes, in bounded time', { timeout: 30_000 }, () => {
  const rule = (i: number) => `{ id: r${i}, name: R, when: { field: f${i}, equals: x }, points: 1 }`;
  const list = Array.from({ length: 6000 }, (_, i) => `          - ${rule(i)}`).join('\n');
  const fields = Array.from({ length: 6000 }, (_, i) => `  f${i}: text`).join('\n');
  const text = modelWith('').replace(/ {10}- .*$/s, list);
  expect(readModel(text.replace('fields:', `fields:\n${fields}`)).model).toBeDefined();
  const { problems, model } = readModel(text.replace('fields:', `fields:\n${fields.replaceAll('f', 'g')}`));
  expect(model).toBeUndefined();
  expect(problems).toHaveLength(100);
  expect(problems[0]!.code).toBe('field_undeclared');
});
