import type { ActivityChoice } from '../criterion.ts';
import { findFieldKind, getPropertyKind } from '../document/model-kind.ts';
import { listRules, placeOf, type RulePlace } from '../document/rule-place.ts';
import { listTypes } from '../document/rule-subject.ts';
import type { Activity, Facts, FieldValue, PlainValue, ValueKind } from '../fact.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { findLead } from '../value/lead-facts.ts';
import { listSolutions, type Solution } from './solution.ts';
import { dayOf } from './stage.ts';

/** An activity that could be added: what a rule would count once more. */
export interface AddedActivity {
  readonly type: string;
  readonly properties: Readonly<Record<string, PlainValue>>;
}

/**
 * Something that could happen to a lead: activities that a rule counts, any number of times (a sequence or rate needs
 * two at a time), or values of fields, once. `rules` are those it was made for, in document order.
 */
export type Addition =
  | {
      readonly kind: 'activity';
      readonly rules: readonly RulePlace[];
      readonly activities: readonly AddedActivity[];
      /** Property that gets another value each time, where different values are counted. */
      readonly distinct?: string;
    }
  | {
      readonly kind: 'field';
      readonly rules: readonly RulePlace[];
      /** By field, "account.<field>" for one of the account; `null` empties it. */
      readonly values: Readonly<Record<string, PlainValue | null>>;
    };

/** Everything that could raise a rule of the model, each once, in document order. */
export function listAdditions(model: Model, at: number): Addition[] {
  const found = new Map<string, Addition>();
  for (const placed of listRules(model))
    for (const addition of listForRule(model, placed.rule, dayOf(at))) {
      const key = JSON.stringify(addition);
      const rules = [...(found.get(key)?.rules ?? []), placeOf(placed)];
      found.set(key, { ...addition, rules });
    }
  return [...found.values()];
}

type Ruleless = Addition extends infer Each ? (Each extends unknown ? Omit<Each, 'rules'> : never) : never;

function listForRule(model: Model, rule: Rule, day: number): Ruleless[] {
  if ('when' in rule || 'values' in rule || 'ranges' in rule) return listFieldAdditions(model, rule, day);
  if ('members' in rule) return [];
  const first = (
    choice: ActivityChoice | string | string[],
    more: Readonly<Record<string, PlainValue>> = {},
  ) => solveChoice(model, choice, day, more);
  if ('rate' in rule) {
    const pair = [first(rule.rate.in), first(rule.rate.of)];
    return asActivity(pair, rule.rate.distinct);
  }
  if ('trend' in rule) return asActivity([first(rule.trend.activity)]);
  if ('sequence' in rule) return asActivity([first(rule.sequence.first), first(rule.sequence.then)]);
  const where = rule.where === undefined ? {} : { where: rule.where };
  if ('silence' in rule) return asActivity([first({ types: rule.silence, ...where })]);
  const { sum, distinct } = rule;
  const amount = rule.tiers?.map(({ from }) => from).find((from) => from > 0) ?? 1;
  const added = first({ types: rule.activity, ...where }, sum === undefined ? {} : { [sum]: amount });
  return asActivity([added], distinct === 'lead' ? undefined : distinct);
}

function asActivity(activities: readonly (AddedActivity | undefined)[], distinct?: string): Ruleless[] {
  const found = activities.filter((activity) => activity !== undefined);
  if (found.length < activities.length) return [];
  return [{ kind: 'activity', activities: found, ...(distinct === undefined ? {} : { distinct }) }];
}

/** The first activity of a choice that its `where` lets through, with `more` properties set as given. */
function solveChoice(
  model: Model,
  written: ActivityChoice | string | string[],
  day: number,
  more: Readonly<Record<string, PlainValue>>,
): AddedActivity | undefined {
  const choice = typeof written === 'string' || Array.isArray(written) ? { types: written } : written;
  for (const type of listTypes(choice)) {
    if (choice.where === undefined) return { type, properties: more };
    for (const solution of listSolutions(choice.where, (name) => getPropertyKind(model, name), day)) {
      const properties = Object.fromEntries(
        [...solution].flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      );
      return { type, properties: { ...properties, ...more } };
    }
  }
  return undefined;
}

function listFieldAdditions(
  model: Model,
  rule: Extract<Rule, { when: unknown } | { values: unknown } | { ranges: unknown }>,
  day: number,
): Ruleless[] {
  const kindOf = (field: string) => findFieldKind(model, field);
  const fromSolution = (solution: Solution): Ruleless => ({
    kind: 'field',
    values: Object.fromEntries(solution),
  });
  if ('when' in rule) {
    const { when, points, otherwise = 0, unknown = 0 } = rule;
    const green = points > Math.min(otherwise, unknown) ? listSolutions(when, kindOf, day) : [];
    const red = otherwise > Math.min(points, unknown) ? listSolutions({ none: [when] }, kindOf, day) : [];
    return [...green, ...red].map(fromSolution);
  }
  const kind = kindOf(rule.field);
  const value = kind === undefined ? undefined : bestRow(rule, kind);
  return value === undefined ? [] : [{ kind: 'field', values: { [rule.field]: value } }];
}

/** The value that a table gives the most points for. */
function bestRow(
  rule: Extract<Rule, { values: unknown } | { ranges: unknown }>,
  kind: ValueKind,
): PlainValue | undefined {
  if ('values' in rule) {
    const [key] = Object.entries(rule.values).reduce((best, row) => (row[1] > best[1] ? row : best));
    return kind === 'number'
      ? Number(key)
      : kind === 'boolean'
        ? key === 'true'
        : kind === 'list'
          ? [key]
          : key;
  }
  const { from, to } = rule.ranges.reduce((best, row) => (row.points > best.points ? row : best));
  const value = from ?? (to === undefined ? 0 : to - 1);
  return kind === 'money' ? { lo: value, hi: value, currency: rule.currency ?? '' } : value;
}

/** One addition a number of times. */
export interface RepeatedAddition {
  readonly addition: Addition;
  readonly times: number;
}

/** To whom things are added: a lead, and the account it belongs to, if any. */
export interface AdditionOwner {
  readonly lead: string;
  readonly account?: string | undefined;
  /** Under a model of accounts plain fields are the account's. */
  readonly scoresAccounts: boolean;
}

/** Facts as they would be, had the additions happened just before `at`. */
export function addToFacts(
  facts: Facts,
  { lead, account, scoresAccounts }: AdditionOwner,
  additions: readonly RepeatedAddition[],
  at: number,
): Facts {
  const activities: Activity[] = [];
  const added: FieldValue[] = [];
  for (const [which, { addition, times }] of additions.entries()) {
    if (addition.kind === 'field') {
      for (const [name, value] of Object.entries(addition.values)) {
        const ofAccount = scoresAccounts || name.startsWith('account.');
        if (ofAccount && account === undefined) continue;
        const field = name.startsWith('account.') ? name.slice('account.'.length) : name;
        const of = ofAccount ? { account: account! } : { lead };
        added.push({ ...of, field, value, at, knownAt: at, source: addedSource });
      }
      continue;
    }
    for (let time = 0; time < times; time++)
      for (const [index, { type, properties }] of addition.activities.entries()) {
        const { distinct } = addition;
        const own =
          distinct === undefined
            ? properties
            : { ...properties, [distinct]: makeDistinct(properties[distinct], distinct, time) };
        // The first of a pair comes strictly before the second.
        const moment = at - (addition.activities.length - 1 - index);
        activities.push({
          lead,
          type,
          at: moment,
          knownAt: moment,
          properties: own,
          source: addedSource,
          id: `${which} ${time} ${index}`,
        });
      }
  }
  return {
    ...facts,
    activities: [...facts.activities, ...activities],
    fieldValues: [...facts.fieldValues.map((value) => replaceValue(facts, value, added)), ...added],
  };
}

/** Earlier values say the same, so that none of the same moment can win; when they were known stays as it was. */
function replaceValue(facts: Facts, value: FieldValue, added: readonly FieldValue[]): FieldValue {
  const own = value.lead === undefined ? undefined : findLead(facts, value.lead);
  const same = added.find(
    ({ lead, account, field }) => lead === own && account === value.account && field === value.field,
  );
  return same === undefined ? value : { ...value, value: same.value };
}

/** No source of real facts. */
const addedSource = '\uffffadded';

function makeDistinct(value: PlainValue | undefined, property: string, time: number): PlainValue {
  if (typeof value === 'number') return value + time;
  return typeof value === 'string'
    ? `${value}${time === 0 ? '' : ` ${time + 1}`}`
    : `${property} ${time + 1}`;
}
