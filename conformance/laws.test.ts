import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../packages/core/src/document/parse.ts';
import { printModel, printModelJson } from '../packages/core/src/document/print.ts';
import { stepStage } from '../packages/core/src/explain/stage.ts';
import type { Facts } from '../packages/core/src/fact.ts';
import { getDecayFactors } from '../packages/core/src/kernel/decay.ts';
import { scoreFacts } from '../packages/core/src/kernel/score-facts.ts';
import type { Model } from '../packages/core/src/model.ts';
import type { Cap, Rule } from '../packages/core/src/rule.ts';
import type { Contribution, Score } from '../packages/core/src/score.ts';
import {
  accountModel,
  asked,
  dayMs,
  fadingModel,
  givingRule,
  hostileText,
  laterFacts,
  leadFields,
  leadModel,
  scoredAt,
  someFacts,
  stagedModel,
  stepQuestion,
} from './generate.ts';
import { measureHits } from './hits.ts';
import { expectSame, findUnsound, holds, rearranged, runs, seed, timeoutMs } from './law.ts';
import { factorByDefinition, isHalfLifeFactor, scoreByReference, stepByReference } from './reference.ts';

const given = fc.record({ model: leadModel(), facts: someFacts, asked });
const simple = fc.record({ model: leadModel(), facts: someFacts, at: scoredAt });
const givenAccounts = fc.record({
  model: accountModel,
  members: leadModel(undefined, 'leads'),
  facts: someFacts,
  asked,
});

describe('the kernel says what the reference says', { timeout: timeoutMs }, () => {
  test('of leads, in every output and contribution', () => {
    holds(
      given,
      ({ model, facts, asked: options }) => {
        const question = { ...options, contributions: true };
        expectSame(scoreFacts(model, facts, question), scoreByReference(model, facts, question));
      },
      2,
    );
  });

  test('of accounts and their members', () => {
    holds(givenAccounts, ({ model, members, facts, asked: options }) => {
      const question = { ...options, members: [members], contributions: true };
      expectSame(scoreFacts(model, facts, question), scoreByReference(model, facts, question));
    });
  });

  test('without contributions as with them', () => {
    holds(given, ({ model, facts, asked: options }) => {
      const { scores, outside } = scoreFacts(model, facts, { ...options, contributions: true });
      const bare = scores.map(({ contributions: _, ...rest }) => rest);
      expectSame(scoreFacts(model, facts, options), { scores: bare, outside });
    });
  });

  test('of one step between stages', () => {
    holds(
      fc.record({ model: stagedModel, question: stepQuestion }),
      ({ model, question }) => {
        const { stage, since, score, newestOutcome, at } = question;
        const step = stepStage(model, stage, since, score, newestOutcome, at);
        expect(step.stage).toBe(stepByReference(model, question));
      },
      20,
    );
  });
});

describe('a score', { timeout: timeoutMs }, () => {
  test('is whole numbers, and its contributions add up to it', () => {
    holds(given, ({ model, facts, asked: options }) => {
      for (const score of scoreFacts(model, facts, { ...options, contributions: true }).scores) {
        expect(findUnsound(score)).toEqual([]);
        expect(sumOf(score.contributions ?? [])).toBe(score.total);
        for (const [dimension, points] of Object.entries(score.dimensions)) {
          const own = score.contributions!.filter((one) => one.dimension === dimension);
          expect(sumOf(own)).toBe(points);
        }
      }
    });
  });

  test('keeps within its caps and floors', () => {
    holds(given, ({ model, facts, asked: options }) => {
      for (const score of scoreFacts(model, facts, { ...options, contributions: true }).scores) {
        expect(findBrokenCaps(model, score)).toEqual([]);
      }
    });
  });

  test('does not depend on the order of facts, and an identical repeat changes nothing', () => {
    const shuffled = fc.record({ given: simple, order: fc.nat(1000), times: fc.constantFrom(1, 2) });
    holds(shuffled, ({ given: { model, facts, at }, order, times }) => {
      const options = { at, contributions: true };
      expectSame(
        scoreFacts(model, rearranged(facts, order, times), options),
        scoreFacts(model, facts, options),
      );
    });
  });

  test('does not depend on the order of rules in a group', () => {
    holds(simple, ({ model, facts, at }) => {
      const options = { at, contributions: true };
      const turned = structuredClone(model);
      for (const { groups } of [
        ...Object.values(turned.dimensions ?? {}),
        ...Object.values(turned.personas ?? {}),
      ]) {
        for (const group of Object.values(groups)) group.rules.reverse();
      }
      expectSame(scoreFacts(turned, facts, options), scoreFacts(model, facts, options));
    });
  });

  test('does not depend on the other leads, but for those of its account', () => {
    holds(
      simple,
      ({ model, facts, at }) => {
        const apart = withoutSharing(facts);
        const all = scoreFacts(model, apart, { at, contributions: true });
        for (const lead of [...all.scores.map((score) => score.id), ...all.outside]) {
          const alone = scoreFacts(model, onlyOf(apart, lead), { at, contributions: true });
          expectSame(alone, {
            scores: all.scores.filter((score) => score.id === lead),
            outside: all.outside.filter((id) => id === lead),
          });
        }
      },
      0.5,
    );
  });

  test('does not change by what happens or is learnt later', () => {
    const later = fc.record({ given: simple, later: laterFacts, knownAt: fc.constantFrom(-1, 0, 30) });
    holds(later, ({ given: { model, facts, at }, later: { happened, learnt }, knownAt: days }) => {
      const knownAt = at + days * dayMs;
      const options = { at, knownAt, contributions: true };
      const more = joined(joined(facts, happened(at)), learnt(knownAt));
      expectSame(scoreFacts(model, more, options), scoreFacts(model, facts, options));
    });
  });

  test('is not lowered by a rule that only gives, where no cap bites', () => {
    const added = fc.record({ given: simple, rule: givingRule(leadFields) });
    holds(added, ({ given: { model, facts, at }, rule }) => {
      const open: Model = { ...structuredClone(model), fields: leadFields };
      delete open.total;
      for (const dimension of Object.values(open.dimensions ?? {})) {
        delete dimension.cap;
        delete dimension.floor;
      }
      const more = structuredClone(open);
      more.dimensions!.fit!.groups.added = { rules: [{ id: 'added', name: 'Added', ...rule } as Rule] };
      const before = totalsOf(scoreFacts(open, facts, { at }).scores);
      const after = totalsOf(scoreFacts(more, facts, { at }).scores);
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [id, total] of after) expect(total).toBeGreaterThanOrEqual(before.get(id)!);
    });
  });

  test('of fading rules is never raised by time alone', () => {
    const waiting = fc.record({
      model: fadingModel,
      facts: someFacts,
      at: scoredAt,
      days: fc.constantFrom(1, 2, 7, 30, 400),
    });
    holds(waiting, ({ model, facts, at, days }) => {
      const bare = { ...facts, adjustments: [] };
      const before = totalsOf(scoreFacts(model, bare, { at }).scores);
      const after = totalsOf(scoreFacts(model, bare, { at: at + days * dayMs, until: at }).scores);
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [id, total] of after) expect(total).toBeLessThanOrEqual(before.get(id)!);
    });
  });
});

describe('a model', { timeout: timeoutMs }, () => {
  test('is what its printed form is parsed as', () => {
    holds(fc.oneof(leadModel(), accountModel, stagedModel), (model) => {
      expect(parseModel(printModel(model))).toEqual(model);
      expect(parseModel(printModelJson(model))).toEqual(model);
    });
  });

  test('printed and parsed scores the same', () => {
    holds(
      simple,
      ({ model, facts, at }) => {
        const options = { at, contributions: true };
        expectSame(
          scoreFacts(parseModel(printModel(model)), facts, options),
          scoreFacts(model, facts, options),
        );
      },
      0.5,
    );
  });
});

test('any text is safe, as a value and as a literal', { timeout: timeoutMs }, () => {
  const operator = fc.constantFrom('equals', 'not_equals', 'contains', 'starts_with', 'ends_with');
  const texts = fc.record({
    operator,
    literal: hostileText,
    values: fc.array(hostileText, { minLength: 1, maxLength: 5 }),
  });
  holds(texts, ({ operator: name, literal, values }) => {
    const { model, facts } = textual(name, literal, [...values, literal, `${literal}!`, `!${literal}`]);
    const options = { at: dayMs, contributions: true };
    expectSame(scoreFacts(model, facts, options), scoreByReference(model, facts, options));
  });
});

test('decay tables agree with the definition', { timeout: timeoutMs }, () => {
  const halfLives =
    runs >= 5000 ? Array.from({ length: 3650 }, (_, n) => n + 1) : [1, 2, 3, 7, 14, 30, 90, 365, 1000, 3650];
  for (const halfLifeDays of halfLives) {
    const length = 21 * halfLifeDays + 2;
    const factors = getDecayFactors({ halfLifeDays }, length);
    const wrong = sampledAges(halfLifeDays, length).filter(
      (age) => !isHalfLifeFactor(BigInt(factors[age]!), halfLifeDays, BigInt(age)),
    );
    expect({ halfLifeDays, wrong }).toEqual({ halfLifeDays, wrong: [] });
  }
  const straight = fc.record({ linearDays: fc.integer({ min: 1, max: 400_000 }), age: fc.nat(400_001) });
  holds(straight, ({ linearDays, age }) => {
    expect(getDecayFactors({ linearDays }, age + 1)[age]).toBe(
      Number(factorByDefinition({ linearDays }, BigInt(age))),
    );
  });
});

test('random models and facts come to something', { timeout: timeoutMs }, () => {
  const hits = measureHits(400, seed);
  const shares = [...hits]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { seen, hit }]) => ({ name, seen, share: hit / seen }));
  const lines = shares.map(
    ({ name, seen, share }) =>
      `${name.padEnd(36)}${String(seen).padStart(6)}${(100 * share).toFixed(1).padStart(7)} %`,
  );
  console.log(`How often random models and facts come to something:\n${lines.join('\n')}`);
  const rules = shares.filter(({ name }) => name.startsWith('rule '));
  expect(rules.length).toBe(15);
  expect(rules.filter(({ share }) => share < 0.04)).toEqual([]);
  expect(shares.filter(({ share }) => share === 0)).toEqual([]);
});

function sumOf(contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, one) => sum + one.points, 0);
}

function totalsOf(scores: readonly Score[]): Map<string, number> {
  return new Map(scores.map((score) => [score.id, score.total]));
}

/** Caps and floors of rules, groups, dimensions and total that a score does not keep. */
function findBrokenCaps(model: Model, score: Score): string[] {
  const broken: string[] = [];
  const check = (
    name: string,
    points: number,
    bounds: { cap?: Cap | undefined; floor?: number | undefined } | undefined,
  ): void => {
    const least = bounds?.cap?.min ?? bounds?.floor;
    const most = bounds?.cap?.max;
    if (least !== undefined && points < Math.round(least * 1000)) broken.push(`${name} is ${points}`);
    if (most !== undefined && points > Math.round(most * 1000)) broken.push(`${name} is ${points}`);
  };
  const groups = [...Object.entries(model.dimensions ?? {}), ...Object.entries(model.personas ?? {})].flatMap(
    ([id, part]) =>
      Object.entries(part.groups).map(([name, group]) => ({
        place: id in (model.personas ?? {}) ? `${id}/${name}` : name,
        dimension: id,
        group,
      })),
  );
  check('total', score.total, model.total);
  for (const [id, dimension] of Object.entries(model.dimensions ?? {}))
    check(id, score.dimensions[id]!, dimension);
  for (const { place, dimension, group } of groups) {
    const own = score.contributions!.filter(
      (one) =>
        one.kind !== 'adjustment' &&
        one.group === place &&
        (place.includes('/') || one.dimension === dimension),
    );
    if (own.length > 0) check(place, sumOf(own), group);
    for (const rule of group.rules) {
      const one = own.find((contribution) => contribution.kind === 'rule' && contribution.rule === rule.id);
      if (one !== undefined) check(rule.id, one.points, rule);
    }
  }
  return broken;
}

function joined(facts: Facts, more: Partial<Facts>): Facts {
  return {
    ...facts,
    fieldValues: [...facts.fieldValues, ...(more.fieldValues ?? [])],
    activities: [...facts.activities, ...(more.activities ?? [])],
    outcomes: [...(facts.outcomes ?? []), ...(more.outcomes ?? [])],
    suppressions: [...(facts.suppressions ?? []), ...(more.suppressions ?? [])],
    sourceRankings: [...(facts.sourceRankings ?? []), ...(more.sourceRankings ?? [])],
  };
}

/** Facts in which leads share neither an account nor the key (source, id) of an activity. */
function withoutSharing(facts: Facts): Facts {
  const keyOf = (one: Facts['activities'][number]): string => JSON.stringify([one.source, one.id ?? one]);
  const keys = facts.activities.map(keyOf);
  return {
    ...facts,
    fieldValues: facts.fieldValues.filter((fact) => fact.field !== 'account'),
    activities: facts.activities.filter((one) => keys.indexOf(keyOf(one)) === keys.lastIndexOf(keyOf(one))),
  };
}

/** Facts of one lead and of what was merged into it, with everything that is about no lead. */
function onlyOf(facts: Facts, lead: string): Facts {
  const isOwn = (fact: { readonly lead?: string }): boolean =>
    fact.lead === undefined || (facts.identities?.[fact.lead] ?? fact.lead) === lead;
  return {
    ...facts,
    fieldValues: facts.fieldValues.filter(isOwn),
    activities: facts.activities.filter(isOwn),
    outcomes: (facts.outcomes ?? []).filter(isOwn),
    adjustments: (facts.adjustments ?? []).filter(isOwn),
    suppressions: (facts.suppressions ?? []).filter(isOwn),
  };
}

function textual(
  operator: string,
  literal: string,
  values: readonly string[],
): { model: Model; facts: Facts } {
  const test = { field: 'text', [operator]: literal };
  const rules = [
    { id: 'criterion', name: 'Criterion', when: test, points: 1, otherwise: 2, unknown: 3 } as Rule,
  ];
  if (literal !== '__proto__') {
    rules.push({
      id: 'table',
      name: 'Table',
      field: 'text',
      values: { [literal]: 10 },
      otherwise: 20,
      unknown: 30,
    });
  }
  const model: Model = {
    leadline: 1,
    id: 'model',
    name: literal,
    fields: { text: 'text' },
    dimensions: { fit: { kind: 'fit', groups: { g: { rules } } } },
  };
  const known = { field: 'text', source: literal, knownAt: 0 };
  const facts: Facts = {
    fieldValues: values.map((value) => ({ lead: value, value, ...known })),
    activities: [],
  };
  return { model: parseModel(printModel(model)), facts };
}

/** Every age up to 40, around every half-life, at the end, and some between. */
function sampledAges(halfLifeDays: number, length: number): number[] {
  const ages = new Set<number>();
  for (let age = 0; age < Math.min(length, runs >= 5000 ? 5 : 40); age++) ages.add(age);
  for (let half = 1; half <= 20; half += runs >= 5000 ? 7 : 1) {
    for (const beside of [-1, 0, 1]) ages.add(half * halfLifeDays + beside);
  }
  for (const sampled of fc.sample(fc.nat(length - 1), { numRuns: 5, seed: seed + halfLifeDays }))
    ages.add(sampled);
  return [...ages].filter((age) => age < length);
}
