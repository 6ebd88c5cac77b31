import { parseModel } from '../packages/core/src/document/parse.ts';
import type { Activity, Adjustment, Facts, FieldValue, PlainValue } from '../packages/core/src/fact.ts';
import type { Model } from '../packages/core/src/model.ts';
import type {
  Case,
  CaseFacts,
  CaseFile,
  CaseModel,
  CriterionCase,
  DecayCase,
  Expected,
  Question,
  ScoreCase,
  TableCase,
} from './case.ts';

const dayMs = 86_400_000;
const defaultAt = '2026-03-01T12:00:00Z';
const defaultKnownAt = '2000-01-01T00:00:00Z';
const defaultLead = 'ann';
const defaultSource = 'test';

export function toMs(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RangeError(`Cannot read the time "${text}"`);
  return ms;
}

/** Whole millipoints of a decimal. */
export function toMillipoints(points: number): number {
  return Math.round(points * 1000);
}

/** A case of scores as an evaluator is asked it, with what is expected of each lead. */
export interface Expansion {
  readonly question: Question;
  readonly expect: Readonly<Record<string, Expected>>;
}

/** Writes a case out in full. Cases of stages have no expansion: they ask for one step. */
export function expandCase(file: CaseFile, one: Exclude<Case, { step: unknown }>): Expansion {
  if ('criterion' in one) return expandRows(criterionRows(one));
  if ('gives' in one) return expandRows(tableRows(one));
  if ('decay' in one) return expandDecay(one);
  return expandScoreCase(file, one);
}

function expandScoreCase(file: CaseFile, one: ScoreCase): Expansion {
  const at = one.at ?? defaultAt;
  const moment =
    typeof at === 'string'
      ? toMs(at)
      : new Map(Object.entries(at).map(([id, text]): [string, number] => [id, toMs(text)]));
  const found = (model: CaseModel): CaseModel =>
    typeof model === 'string' ? (file.models?.[model] ?? model) : model;
  return {
    question: {
      model: expandModel(found(one.model ?? {}), one.rules),
      members: (one.members ?? []).map((member) => expandModel(found(member))),
      facts: expandFacts(one.facts, typeof moment === 'number' ? moment : toMs(defaultAt)),
      at: moment,
      ...(one.knownAt === undefined ? {} : { knownAt: toMs(one.knownAt) }),
      ...(one.until === undefined ? {} : { until: toMs(one.until) }),
    },
    expect: one.expect,
  };
}

/** A model as written, or YAML text; what is left out is put in, every rule gets an id and a name. */
function expandModel(model: CaseModel, rules?: readonly object[]): Model {
  if (typeof model === 'string') return parseModel(model);
  const short = { kind: 'engagement', groups: { g: { rules } } };
  const whole = {
    leadline: 1,
    id: 'm',
    name: 'Case',
    ...model,
    ...(rules === undefined ? {} : { dimensions: { d: short } }),
  };
  let count = 0;
  const text = JSON.stringify(whole, (key, value: unknown) => {
    if (key !== 'rules' || !Array.isArray(value)) return value;
    return value.map((rule: { readonly id?: string }) => {
      const id = rule.id ?? `r${++count}`;
      return { id, name: id, ...rule };
    });
  });
  return parseModel(JSON.stringify(declareFields(JSON.parse(text) as Readonly<Record<string, unknown>>)));
}

/** Fields a model reads and does not declare are text in cases. */
function declareFields(model: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  JSON.stringify(model, (key, value: unknown) => {
    if (key === 'field' && typeof value === 'string' && value !== 'createdAt' && value !== 'account') {
      fields[value] = 'text';
    }
    return value;
  });
  return { ...model, fields: { ...fields, ...(model.fields as object | undefined) } };
}

function expandFacts(facts: CaseFacts, at: number): Facts {
  const known = (fact: { readonly knownAt?: string }): { knownAt: number } => ({
    knownAt: toMs(fact.knownAt ?? defaultKnownAt),
  });
  const described = (of: 'lead' | 'account', all: CaseFacts['leads']): FieldValue[] =>
    Object.entries(all ?? {}).flatMap(([id, fields]) =>
      Object.entries(fields).map(
        ([field, value]): FieldValue => ({ [of]: id, field, value, source: defaultSource, ...known({}) }),
      ),
    );
  const owner = (fact: { readonly lead?: string; readonly account?: string }): { lead?: string } =>
    fact.lead === undefined && fact.account === undefined ? { lead: defaultLead } : {};
  return {
    fieldValues: [
      ...described('lead', facts.lead === undefined ? {} : { [defaultLead]: facts.lead }),
      ...described('lead', facts.leads),
      ...described('account', facts.accounts),
      ...(facts.fieldValues ?? []).map((fact): FieldValue => {
        const { at: said, ...rest } = fact;
        return {
          source: defaultSource,
          ...owner(fact),
          ...rest,
          ...known(fact),
          ...(said === undefined ? {} : { at: toMs(said) }),
        };
      }),
    ],
    activities: (facts.activities ?? []).flatMap((fact, n) => expandActivity(fact, n, at)),
    outcomes: (facts.outcomes ?? []).map((fact) => ({
      lead: defaultLead,
      ...fact,
      ...known(fact),
      at: toMs(fact.at ?? defaultAt),
    })),
    adjustments: (facts.adjustments ?? []).map(expandAdjustment),
    suppressions: (facts.suppressions ?? []).map((fact) => ({
      ...fact,
      ...known(fact),
      at: toMs(fact.at ?? defaultAt),
    })),
    sourceRankings: (facts.sourceRankings ?? []).map((fact) => ({
      ...fact,
      ...known(fact),
      at: toMs(fact.at ?? defaultAt),
    })),
    ...(facts.identities === undefined ? {} : { identities: facts.identities }),
  };
}

function expandActivity(
  fact: NonNullable<CaseFacts['activities']>[number],
  n: number,
  at: number,
): Activity[] {
  const { daysAgo, times, id, at: said, knownAt, ...rest } = fact;
  return Array.from({ length: times ?? 1 }, (_, k) => {
    const name = id ?? `#${n}`;
    return {
      lead: defaultLead,
      type: 'View',
      source: defaultSource,
      ...rest,
      at: said === undefined ? at - (daysAgo ?? 0) * dayMs : toMs(said),
      knownAt: toMs(knownAt ?? defaultKnownAt),
      ...(id === null ? {} : { id: times === undefined ? name : `${name}-${k}` }),
    };
  });
}

function expandAdjustment(fact: NonNullable<CaseFacts['adjustments']>[number]): Adjustment {
  const { from, until, knownAt, points, ...rest } = fact;
  const day = (text: string): number => toMs(text) / dayMs;
  return {
    lead: defaultLead,
    model: 'm',
    dimension: 'd',
    reason: 'Known to be so',
    by: 'sam',
    ...rest,
    points: toMillipoints(points ?? 0),
    from: day(from ?? '2000-01-01'),
    ...(until === undefined ? {} : { until: day(until) }),
    knownAt: toMs(knownAt ?? defaultKnownAt),
  };
}

interface Rows {
  readonly kind: CriterionCase['kind'];
  readonly rule: Readonly<Record<string, unknown>>;
  readonly rows: readonly (readonly [PlainValue | null, Expected])[];
}

/** True gives 1, false 2, unknown 3. */
function criterionRows({ kind, criterion, is }: CriterionCase): Rows {
  const points = (truth: boolean | 'unknown'): number => (truth === 'unknown' ? 3 : truth ? 1 : 2);
  return {
    kind,
    rule: { when: { field: 'f', ...criterion }, points: 1, otherwise: 2, unknown: 3 },
    rows: is.map(([value, truth]) => [value, points(truth)]),
  };
}

function tableRows({ kind, rule, gives }: TableCase): Rows {
  return { kind, rule: { field: 'f', ...rule }, rows: gives };
}

/** One lead for each row, named by its place and value. */
function expandRows({ kind, rule, rows }: Rows): Expansion {
  const named = rows.map(([value, expected], n) => ({
    id: `${n} ${JSON.stringify(value)}`,
    value,
    expected,
  }));
  return {
    question: {
      model: expandModel({ fields: { f: kind } }, [rule]),
      members: [],
      facts: expandFacts({ leads: Object.fromEntries(named.map(({ id, value }) => [id, { f: value }])) }, 0),
      at: toMs(defaultAt),
    },
    expect: Object.fromEntries(named.map(({ id, expected }) => [id, expected])),
  };
}

/** A rule of 1000 points shows the factor of a lead's one activity in its total. */
function expandDecay({ decay, factors }: DecayCase): Expansion {
  const at = toMs(defaultAt);
  const activities = factors.map(([daysAgo]) => ({ lead: `age ${daysAgo}`, daysAgo }));
  return {
    question: {
      model: expandModel({}, [{ activity: 'View', points: 1000, decay }]),
      members: [],
      facts: expandFacts({ activities }, at),
      at,
    },
    expect: Object.fromEntries(factors.map(([age, factor]) => [`age ${age}`, factor / 1000])),
  };
}
