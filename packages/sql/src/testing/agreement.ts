import { type Model, type Score, scoreFacts } from '@leadline/core';
import { boundModel, mostMillipoints } from '@leadline/core/compiler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountModel, asked, leadModel, someFacts } from '../../../../conformance/generate.ts';
import { scoreByReference } from '../../../../conformance/reference.ts';
import { runCases } from '../../../../conformance/run-cases.ts';
import { compileModel } from '../compile-model.ts';
import type { Dialect } from '../dialect.ts';
import { getFactRows, listProperties } from '../fact-rows.ts';
import { hostileAt, hostileTexts, makeHostileFacts, makeHostileModel } from './hostile-text.ts';
import type { SqlQuestion, SqlScorer } from './score-by-sql.ts';
import { describeSteps } from './step-by-sql.ts';

/** Puts the cases and random models to a database: its scores must be those of the kernel and of the reference. */
export function describeAgreement(
  name: string,
  dialect: Dialect,
  getScorer: () => SqlScorer,
  way: 'score' | 'scoreWhole',
  runs: number,
): void {
  describe(`${name} answers every case`, () => {
    runCases((question) => explained(dialect, question, () => getScorer()[way](question)), {
      evidence: false,
    });
  });

  describeSteps(name, getScorer);
  describeRandomAgreement(name, dialect, getScorer, way, runs, hostileTexts);
}

/** Puts hostile texts and random models with random facts to a database. */
export function describeRandomAgreement(
  name: string,
  dialect: Dialect,
  getScorer: () => SqlScorer,
  way: 'score' | 'scoreWhole',
  runs: number,
  texts: readonly string[],
): void {
  describe(`${name} agrees with the kernel and the reference`, () => {
    const agrees = async (question: SqlQuestion): Promise<void> => {
      fc.pre([question.model, ...(question.members ?? [])].every(isExact));
      await explained(dialect, question, async () => {
        const { model, facts, ...options } = question;
        const asked = { ...options, contributions: true } as Parameters<typeof scoreFacts>[2];
        const { scores, outside } = await getScorer()[way](question);
        const given = { scores: scores.map(withoutEvidence), outside };
        const kernel = scoreFacts(model, facts, asked);
        expect(given).toEqual({ scores: kernel.scores.map(withoutEvidence), outside: kernel.outside });
        const reference = scoreByReference(model, facts, asked);
        expect(given.scores).toEqual(byId(reference.scores).map(withoutEvidence));
        expect(given.outside).toEqual(byId(reference.outside.map((id) => ({ id }))).map(({ id }) => id));
      });
    };

    test.each(texts)('on %j in every place that text can stand', async (text) => {
      const question = { model: makeHostileModel(text), facts: makeHostileFacts(text), at: hostileAt };
      expect(scoreFacts(question.model, question.facts, question).scores).not.toEqual([]);
      await agrees(question);
    });

    test(`on ${runs} random models of leads with random facts`, { timeout: 3_600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(leadModel(), someFacts, moments, (model, facts, moment) =>
          agrees({ model, facts, ...moment }),
        ),
        parameters(runs),
      );
    });

    test(`on ${runs / 2} random models of accounts with random facts`, { timeout: 3_600_000 }, async () => {
      const models = fc.tuple(accountModel, leadModel(undefined, 'leads'));
      await fc.assert(
        fc.asyncProperty(models, someFacts, moments, ([model, members], facts, moment) =>
          agrees({ model, members: [members], facts, ...moment }),
        ),
        parameters(runs / 2),
      );
    });
  });
}

/** Points that could add up beyond 2^53 are refused. */
function isExact(model: Model): boolean {
  return boundModel(model) * 1000 <= mostMillipoints;
}

/** One moment for all: a query has its moment in its text, so several would only be several queries. */
const moments = asked.map(({ at, ...others }) => ({
  ...others,
  at: typeof at === 'number' ? at : [...at.values()][0]!,
}));

/** Random every time, unless the environment names a seed. */
function parameters<T>(numRuns: number): fc.Parameters<T> {
  const seed = process.env.LEADLINE_SEED;
  return { numRuns, interruptAfterTimeLimit: 3_000_000, ...(seed !== undefined && { seed: Number(seed) }) };
}

/** How many random pairs a run takes: `LEADLINE_RUNS`, or so many. */
export function countRuns(usual: number): number {
  return Number(process.env.LEADLINE_RUNS ?? usual);
}

/** A failure says what SQL it comes from. */
async function explained<T>(dialect: Dialect, question: SqlQuestion, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.message += `\n\n${printSql(dialect, question)}`;
    throw error;
  }
}

function printSql(dialect: Dialect, { model, members, facts, at }: SqlQuestion): string {
  const moment = typeof at === 'number' ? at : [...at.values()][0]!;
  try {
    const properties = listProperties(getFactRows(facts));
    const { script, read } = compileModel(model, { dialect, at: moment, members: members ?? [], properties });
    return [...script, ...Object.values(read)].join(';\n\n');
  } catch (error) {
    return `No SQL: ${String(error)}`;
  }
}

function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
}

/** SQL gives no evidence, and adjustments of one unit in any order. */
function withoutEvidence(score: Score): Score {
  const contributions = (score.contributions ?? []).map((one) => {
    if (one.kind !== 'rule') return one;
    const { evidence: _, ...rest } = one;
    return rest;
  });
  const inOrder = contributions.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...score, contributions: inOrder as Score['contributions'] & object };
}
