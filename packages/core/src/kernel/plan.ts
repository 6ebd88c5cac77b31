import { outcomeKinds } from '../fact.ts';
import type { Group, Model } from '../model.ts';
import type { Cap } from '../rule.ts';
import { type JourneyPhase, journeyPhases } from '../score.ts';
import { getThousandths } from '../value/value.ts';
import { million } from './decay.ts';
import { planReading, type ReadingPlan, startReadings } from './reading.ts';
import { type PlannedRule, planRule, type RulePlanner } from './rule-plan.ts';
import { readChoice, type SignalChoice } from './signal.ts';
import { getFieldsRead, type PlannedField, planCriterion, type UnitCriterion } from './unit-criterion.ts';

/** Millipoints; ±Infinity where there is no bound. A floor is a bound below. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Rules under one cap. Groups are in document order; those of personas come after all others. */
export interface PlannedGroup extends Bounds {
  /** Id of the group, for personas "<persona>/<group>". */
  readonly id: string;
  readonly dimension: number;
}

export interface PlannedDimension extends Bounds {
  readonly id: string;
  readonly kind: 'fit' | 'engagement' | 'risk';
}

/** A persona and its groups, `firstGroup` up to, not including, `endGroup`. */
export interface PlannedPersona {
  readonly id: string;
  readonly firstGroup: number;
  readonly endGroup: number;
}

/** Labels with the least value for each, the greatest first. */
export interface Scale {
  readonly labels: readonly string[];
  readonly from: readonly number[];
}

export interface PlannedGrades {
  readonly fit: Scale;
  readonly engagement: Scale;
  /** 0 without `unknownBelow`. */
  readonly unknownBelow: number;
}

/** A temperature read from points (a dimension's index, or -1 for the total), from the grade, or from criteria. */
export type PlannedTemperature =
  | {
      readonly kind: 'points';
      readonly dimension: number;
      readonly hot: number;
      readonly warm: number;
      readonly labels: readonly string[];
    }
  | {
      readonly kind: 'grade';
      readonly hot: ReadonlySet<string>;
      readonly warm: ReadonlySet<string>;
      readonly labels: readonly string[];
    }
  | {
      readonly kind: 'categories';
      readonly tests: readonly UnitCriterion[];
      readonly labels: readonly string[];
      /** Index of the label for none of them, -1 for no temperature. */
      readonly otherwise: number;
    };

export interface PlannedPhase {
  readonly phase: JourneyPhase;
  readonly slot: number;
  /** Parts per million. */
  readonly atLeast: number;
}

/** A model, compiled: everything that can be known before any fact is seen. */
export interface Plan {
  readonly model: Model;
  readonly scoresAccounts: boolean;
  readonly fields: readonly PlannedField[];
  /** Indexes of the fields that fit, audience and disqualify read. */
  readonly coverage: readonly number[];
  /** Readings of the unit's rows, and (in models of leads) of all rows of the lead's account. */
  readonly readings: ReadingPlan;
  readonly accountReadings: ReadingPlan;
  readonly dimensions: readonly PlannedDimension[];
  readonly groups: readonly PlannedGroup[];
  readonly rules: readonly PlannedRule[];
  readonly personas: readonly PlannedPersona[];
  /** Index of the dimension that the best persona enters, or -1. */
  readonly personaDimension: number;
  /** Least sum for a persona to be named. */
  readonly personaAtLeast: number;
  readonly total: Bounds;
  readonly audience: UnitCriterion | undefined;
  readonly suppress: readonly string[];
  readonly disqualify: readonly { readonly reason: string; readonly test: UnitCriterion }[];
  /** By index of `outcomeKinds`, 1 for those that begin the count anew. */
  readonly countSince: Uint8Array | undefined;
  readonly grades: PlannedGrades | undefined;
  readonly temperature: PlannedTemperature | undefined;
  /** Furthest phase first. */
  readonly journey: readonly PlannedPhase[];
}

/** Days that the journey looks back where the model does not say. */
const journeyDays = 90;

/**
 * Compiles a model that `parseModel` accepted.
 *
 * @throws RangeError for what such a model cannot hold, such as a field without a kind
 */
export function planModel(model: Model): Plan {
  const scoresAccounts = model.score === 'accounts';
  const readings = startReadings();
  const accountReadings = scoresAccounts ? readings : startReadings();
  const planner: RulePlanner = { model, fields: [], readings, accountReadings };
  const groups: PlannedGroup[] = [];
  const rules: PlannedRule[] = [];
  const dimensionIds = Object.keys(model.dimensions ?? {});
  const addGroup = (id: string, dimension: number, group: Group): void => {
    const index = groups.push({ id, dimension, ...getBounds(group.cap) }) - 1;
    for (const rule of group.rules) rules.push(planRule(planner, rule, index));
  };
  let personaDimension = -1;
  const dimensions = Object.entries(model.dimensions ?? {}).map(([id, dimension], index) => {
    for (const [groupId, group] of Object.entries(dimension.groups)) addGroup(groupId, index, group);
    if (dimension.personas) personaDimension = index;
    return { id, kind: dimension.kind, ...getBounds(dimension.cap, dimension.floor) };
  });
  const named = personaDimension < 0 ? undefined : model.dimensions![dimensionIds[personaDimension]!]!;
  const personas = (named?.personas ?? []).map((id) => {
    const firstGroup = groups.length;
    for (const [groupId, group] of Object.entries(model.personas?.[id]?.groups ?? {})) {
      addGroup(`${id}/${groupId}`, personaDimension, group);
    }
    return { id, firstGroup, endGroup: groups.length };
  });
  const audience = model.audience && planCriterion(planner, readings, model.audience);
  const disqualify = (model.disqualify ?? []).map(({ reason, when }) => ({
    reason,
    test: planCriterion(planner, readings, when),
  }));
  const fitRules = rules.filter((rule) => dimensions[groups[rule.group]!.dimension]!.kind === 'fit');
  const coverage = [
    ...fitRules.flatMap((rule) => rule.fieldsRead),
    ...[...(audience ? [audience] : []), ...disqualify.map(({ test }) => test)].flatMap(getFieldsRead),
  ];
  return {
    model,
    scoresAccounts,
    fields: planner.fields,
    coverage: [...new Set(coverage)],
    readings,
    accountReadings: scoresAccounts ? startReadings() : accountReadings,
    dimensions,
    groups,
    rules,
    personas,
    personaDimension,
    personaAtLeast:
      named?.personaAtLeast === undefined ? Number.NEGATIVE_INFINITY : getThousandths(named.personaAtLeast),
    total: getBounds(model.total?.cap, model.total?.floor),
    audience,
    suppress: model.suppress ?? [],
    disqualify,
    countSince:
      model.countSince && Uint8Array.from(outcomeKinds, (kind) => Number(model.countSince!.includes(kind))),
    grades: model.grades && {
      fit: getScale(model.grades.fit),
      engagement: getScale(model.grades.engagement),
      unknownBelow: model.grades.unknownBelow ?? 0,
    },
    temperature: planTemperature(planner, dimensionIds),
    journey: planJourney(planner),
  };
}

function getBounds(cap: Cap | undefined, floor?: number): Bounds {
  const min = floor ?? cap?.min;
  return {
    min: min === undefined ? Number.NEGATIVE_INFINITY : getThousandths(min),
    max: cap?.max === undefined ? Number.POSITIVE_INFINITY : getThousandths(cap.max),
  };
}

/** Equal thresholds go by label, so that A comes before B and 1 before 2. */
function getScale(thresholds: Readonly<Record<string, number>>): Scale {
  const steps = Object.entries(thresholds).map(([label, from]) => ({ label, from: getThousandths(from) }));
  steps.sort((a, b) => b.from - a.from || (a.label < b.label ? -1 : 1));
  return { labels: steps.map((step) => step.label), from: steps.map((step) => step.from) };
}

function planTemperature(planner: RulePlanner, dimensionIds: string[]): PlannedTemperature | undefined {
  const { temperature } = planner.model;
  if (!temperature) return undefined;
  if ('categories' in temperature) {
    const names = temperature.categories.map(({ is }) => is);
    const labels = temperature.otherwise === undefined ? names : [...names, temperature.otherwise];
    const tests = temperature.categories.map(({ when }) => planCriterion(planner, planner.readings, when));
    const otherwise = temperature.otherwise === undefined ? -1 : names.length;
    return { kind: 'categories', tests, labels, otherwise };
  }
  const labels = ['hot', 'warm', 'cold'];
  const { hot, warm } = temperature;
  if (typeof hot !== 'number' || typeof warm !== 'number') {
    return { kind: 'grade', hot: new Set(hot as string[]), warm: new Set(warm as string[]), labels };
  }
  const dimension = temperature.of === 'total' ? -1 : dimensionIds.indexOf(temperature.of);
  if (temperature.of !== 'total' && dimension < 0) {
    throw new RangeError(`Cannot read temperature of "${temperature.of}": no such dimension`);
  }
  return { kind: 'points', dimension, hot: getThousandths(hot), warm: getThousandths(warm), labels };
}

/** Per phase one reading over all activities that rules tagged with it name, so that each counts once. */
function planJourney(planner: RulePlanner): PlannedPhase[] {
  const { model } = planner;
  const chosen = new Map<JourneyPhase, SignalChoice[]>();
  const groups = [...Object.values(model.dimensions ?? {}), ...Object.values(model.personas ?? {})].flatMap(
    (part) => Object.values(part.groups),
  );
  for (const rule of groups.flatMap((group) => group.rules)) {
    if (!('activity' in rule) || rule.journey === undefined) continue;
    const choice = readChoice({
      types: rule.activity,
      ...(rule.where && { where: rule.where }),
      ...(rule.includeAutomated !== undefined && { includeAutomated: rule.includeAutomated }),
    });
    chosen.set(rule.journey, [...(chosen.get(rule.journey) ?? []), choice]);
  }
  const toAge = model.journey?.withinDays ?? journeyDays;
  return journeyPhases.toReversed().flatMap((phase) => {
    const choices = chosen.get(phase);
    if (!choices) return [];
    const slot = planReading(planner.readings, { kind: 'count', choices, toAge });
    return [{ phase, slot, atLeast: (model.journey?.[phase] ?? 1) * million }];
  });
}
