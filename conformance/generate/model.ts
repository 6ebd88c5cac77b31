import fc from 'fast-check';
import { outcomeKinds, type ValueKind } from '../../packages/core/src/fact.ts';
import type { Dimension, Group, Model, Persona, Temperature } from '../../packages/core/src/model.ts';
import { type Rule, type RuleKind, ruleKeys } from '../../packages/core/src/rule.ts';
import { leadCriterion } from './criterion.ts';
import { type Bare, cap, fadingRule, present, ruleOf, sometimes } from './rule.ts';
import { accountFields, dimensionIds, leadFields, lists, properties, types } from './vocabulary.ts';

type Fields = Readonly<Record<string, ValueKind>>;

const allKinds = Object.keys(ruleKeys) as RuleKind[];
const leadKinds = allKinds.filter((kind) => kind !== 'members');
const fieldKinds: readonly RuleKind[] = ['criteria', 'values', 'ranges'];

/** Rules are numbered later: their ids are unique in a model. */
type BareGroup = Omit<Group, 'rules'> & { readonly rules: readonly Bare[] };

function groupOf(rule: fc.Arbitrary<Bare>): fc.Arbitrary<BareGroup> {
  return fc
    .record({ cap: sometimes(cap, 4), rules: fc.array(rule, { minLength: 1, maxLength: 3 }) })
    .map(present) as fc.Arbitrary<BareGroup>;
}

const bounds = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: cap.map((one) => ({ cap: one })) },
  { weight: 1, arbitrary: fc.constantFrom(-10, -1, 0, 1, 0.5).map((floor) => ({ floor })) },
);

type BareDimension = Omit<Dimension, 'groups' | 'kind' | 'personas'> & {
  readonly groups: readonly BareGroup[];
};

const dimensionOf = (rule: fc.Arbitrary<Bare>): fc.Arbitrary<BareDimension> =>
  fc
    .tuple(fc.array(groupOf(rule), { minLength: 1, maxLength: 2 }), bounds)
    .map(([groups, bound]) => ({ ...bound, groups }));

interface Parts {
  readonly dimensions: readonly (BareDimension | undefined)[];
  readonly personas: readonly BareGroup[][];
  readonly personaAtLeast: number | undefined;
}

/** Kind of the dimension at each place of `dimensionIds`. */
const kinds: readonly Dimension['kind'][] = ['fit', 'engagement', 'risk', 'engagement'];

function partsOf(fields: Fields, ruleKinds: readonly RuleKind[], withPersonas: boolean): fc.Arbitrary<Parts> {
  const dimension = dimensionOf(ruleOf(fields, ruleKinds));
  const fit = dimensionOf(ruleOf(fields, [...fieldKinds, ...ruleKinds]));
  const persona = fc.array(groupOf(ruleOf(fields, fieldKinds)), { minLength: 1, maxLength: 2 });
  return fc.record({
    dimensions: fc.tuple(fit, dimension, sometimes(dimension, 4), sometimes(dimension, 4)),
    personas: fc.array(persona, { maxLength: withPersonas ? 3 : 0 }),
    personaAtLeast: sometimes(fc.constantFrom(0, 1, -5, 3)),
  });
}

/** Gives groups and rules their ids, so that dropping one while shrinking leaves a model that is still valid. */
function named(parts: Parts): Pick<Model, 'dimensions' | 'personas'> {
  let rules = 0;
  const groupsOf = (groups: readonly BareGroup[]): Record<string, Group> =>
    Object.fromEntries(
      groups.map((group, n) => {
        const numbered = group.rules.map(
          (rule) => ({ id: `r${rules}`, name: `Rule ${rules++}`, ...rule }) as Rule,
        );
        return [`g${n}`, { ...group, rules: numbered }];
      }),
    );
  const personaIds = parts.personas.map((_, n) => `p${n}`);
  const dimensions = parts.dimensions.flatMap((dimension, n): [string, Dimension][] => {
    if (dimension === undefined) return [];
    const { groups, ...bound } = dimension;
    const persons =
      n === 0 && personaIds.length > 0
        ? present({ personas: personaIds, personaAtLeast: parts.personaAtLeast })
        : {};
    return [
      [dimensionIds[n]!, { kind: kinds[n]!, ...bound, ...persons, groups: groupsOf(groups) } as Dimension],
    ];
  });
  const personas = parts.personas.map((groups, n): [string, Persona] => [
    `p${n}`,
    { name: `Persona ${n}`, groups: groupsOf(groups) },
  ]);
  return {
    dimensions: Object.fromEntries(dimensions),
    ...(personas.length > 0 ? { personas: Object.fromEntries(personas) } : {}),
  };
}

const grades = fc.record({
  fit: fc.constantFrom({ A: 5, B: 1, C: 0, D: -1000 }, { A: 2.5, B: -2 }, { D: -1, C: 0, A: 1 }),
  engagement: fc.constantFrom({ 1: 5, 2: 1, 3: 0, 4: -1000 }, { 1: 0.001, 2: 0 }),
  unknownBelow: sometimes(fc.constantFrom(0, 300, 500, 501, 1000), 2),
});

const marks = fc.subarray(['A1', 'A2', 'B1', 'B2', 'C1', 'D4', '?1', '?2']);

function temperatureOf(fields: Fields): fc.Arbitrary<Temperature> {
  const categories = fc.uniqueArray(
    fc.record({ is: fc.constantFrom('hot', 'lukewarm', 'cold'), when: leadCriterion(fields) }),
    {
      minLength: 1,
      maxLength: 3,
      selector: (category) => category.is,
    },
  );
  return fc.oneof(
    fc.record({
      of: fc.constantFrom('total', 'fit', 'interest'),
      hot: fc.constantFrom(5, 2.5, 1),
      warm: fc.constantFrom(0, 0.5),
      cold: fc.constant(-1000),
    }),
    fc.record({ of: fc.constant('grade' as const), hot: marks, warm: marks }),
    fc.record({ categories, otherwise: sometimes(fc.constant('none of these'), 2) }).map(present),
  ) as fc.Arbitrary<Temperature>;
}

const journey = fc
  .record({
    withinDays: sometimes(fc.constantFrom(1, 7, 30, 400), 2),
    awareness: sometimes(fc.constantFrom(1, 3), 2),
    consideration: sometimes(fc.constantFrom(1, 2), 2),
    decision: sometimes(fc.constantFrom(1, 2), 2),
  })
  .map(present);

function modelFrom(head: Partial<Model>, fields: Fields, parts: fc.Arbitrary<Parts>): fc.Arbitrary<Model> {
  const criterion = leadCriterion(fields);
  const rest = fc.record({
    audience: sometimes(criterion, 5),
    suppress: sometimes(fc.uniqueArray(fc.constantFrom(...lists), { minLength: 1 })),
    disqualify: sometimes(
      fc.array(fc.record({ reason: fc.constantFrom('Not our market', 'A "rival"'), when: criterion }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    countSince: sometimes(fc.uniqueArray(fc.constantFrom(...outcomeKinds), { minLength: 1 })),
    total: sometimes(
      bounds.filter((bound) => Object.keys(bound).length > 0),
      4,
    ),
    grades: sometimes(grades, 2),
    temperature: sometimes(temperatureOf(fields), 2),
    journey: sometimes(journey, 2),
  });
  return fc.tuple(parts, rest).map(([some, others]) => {
    const model = {
      leadline: 1,
      id: 'model',
      name: 'Model',
      ...head,
      ...named(some),
      ...present(others),
    } as Model;
    keepGradesThereAre(model);
    if (model.journey !== undefined) keepTaggedPhases(model);
    return declared(model, fields);
  });
}

/** The model with the kinds of what it reads and of nothing else. */
function declared(model: Model, fields: Fields): Model {
  const text = JSON.stringify(model);
  const reads = (keys: readonly string[], name: string): boolean =>
    keys.some((key) => text.includes(`${JSON.stringify(key)}:${JSON.stringify(name)}`));
  const readFields = Object.entries(fields).filter(([name]) => reads(['field'], name));
  const kinds = Object.entries(properties).filter(([name]) => reads(['property', 'distinct', 'sum'], name));
  const { leadline, id, name, score, ...rest } = model;
  return {
    ...present({ leadline, id, name, score }),
    ...(readFields.length === 0 ? {} : { fields: Object.fromEntries(readFields) }),
    ...(kinds.length === 0
      ? {}
      : { activities: Object.fromEntries(types.map((type) => [type, Object.fromEntries(kinds)])) }),
    ...rest,
  };
}

/** Leaves out of a temperature by grade what is no grade of the model, or stands there twice. */
function keepGradesThereAre(model: Model): void {
  const { temperature, grades } = model;
  if (temperature === undefined || !('of' in temperature) || temperature.of !== 'grade') return;
  delete model.temperature;
  if (grades === undefined) return;
  const letters = [...Object.keys(grades.fit), ...(grades.unknownBelow === undefined ? [] : ['?'])];
  const isGrade = (mark: string): boolean => letters.includes(mark[0]!) && mark[1]! in grades.engagement;
  const { hot: first, warm: second } = temperature as { hot: string[]; warm: string[] };
  const hot = first.filter(isGrade);
  const warm = second.filter((mark) => isGrade(mark) && !hot.includes(mark));
  model.temperature = { of: 'grade', hot, warm };
}

/** Leaves out of the journey what no rule is tagged with. */
function keepTaggedPhases(model: Model): void {
  const text = JSON.stringify(model.dimensions);
  for (const phase of ['awareness', 'consideration', 'decision'] as const) {
    if (!text.includes(`"journey":"${phase}"`)) delete model.journey?.[phase];
  }
  if (!text.includes('"journey":')) delete model.journey;
}

/** Models of leads with all rule kinds, or with those named. */
export function leadModel(ruleKinds: readonly RuleKind[] = leadKinds, id = 'model'): fc.Arbitrary<Model> {
  return modelFrom({ id }, leadFields, partsOf(leadFields, ruleKinds, true));
}

/** Models of accounts, which always read all their leads' activities; their `members` rules read the model `leads`. */
export const accountModel = modelFrom(
  { score: 'accounts' },
  accountFields,
  partsOf(accountFields, allKinds, false),
).map((model) => {
  const groups = Object.values(model.dimensions ?? {}).flatMap((one) => Object.values(one.groups));
  for (const rule of groups.flatMap((group) => group.rules)) if ('of' in rule) delete rule.of;
  return model;
});

/** Models of leads in which nothing but the passing of time can change what a lead gets, and only downwards. */
export const fadingModel: fc.Arbitrary<Model> = fc
  .array(fadingRule, { minLength: 1, maxLength: 4 })
  .map((rules) => {
    const parts = {
      dimensions: [undefined, { groups: [{ rules }] }],
      personas: [],
      personaAtLeast: undefined,
    };
    return declared({ leadline: 1, id: 'model', name: 'Model', ...named(parts) }, {});
  });

/** Models of more rules than a machine word has bits. */
export const manyRulesModel: fc.Arbitrary<Model> = fc
  .array(
    ruleOf(leadFields, [
      'activity',
      'activity',
      'silence',
      'rate',
      'trend',
      'sequence',
      'criteria',
      'values',
    ]),
    {
      minLength: 35,
      maxLength: 90,
      size: 'max',
    },
  )
  .map((rules) => {
    const parts = {
      dimensions: [undefined, { groups: [{ rules }] }],
      personas: [],
      personaAtLeast: undefined,
    };
    return declared({ leadline: 1, id: 'model', name: 'Model', ...named(parts) }, leadFields);
  });
