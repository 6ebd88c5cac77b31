import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Model } from '../packages/core/src/model.ts';
import type { Contribution, Evidence, Score } from '../packages/core/src/score.ts';
import type { Case, CaseFile, Expected, ExpectedScore, Question, StepCase } from './case.ts';
import { expandCase, toMillipoints, toMs } from './expand.ts';
import type { StepQuestion } from './reference.ts';

export interface Answer {
  readonly scores: readonly Score[];
  /** Leads that exist and are outside the audience. */
  readonly outside: readonly string[];
}

/** Anything that can score: the kernel, the reference, a database. */
export type Evaluator = (question: Question) => Answer | Promise<Answer>;

type StagedModel = Pick<Model, 'stages'>;

/** Anything that can make one step of a model's stages. */
export type Stepper = (model: StagedModel, question: StepQuestion) => string | undefined;

/** What an evaluator answers; those that give no contributions are not asked for them. */
export interface RunOptions {
  readonly contributions?: boolean;
  readonly evidence?: boolean;
  /** Cases left out, such as those of another kind of unit. */
  readonly skip?: (one: Case, file: CaseFile) => boolean;
}

const folder = new URL('./cases/', import.meta.url);

/** All files of cases, in the order of their names. */
export function readCaseFiles(): CaseFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile);
}

/** Puts every case of scores to an evaluator, each as a test of its own. Call it inside a test file. */
export function runCases(evaluator: Evaluator, options: RunOptions = {}): void {
  for (const file of readCaseFiles()) {
    const cases = file.cases.filter((one): one is Exclude<Case, StepCase> => !('step' in one));
    const asked = cases.filter((one) => !options.skip?.(one, file));
    if (asked.length === 0) continue;
    describe(file.topic, () => {
      test.each(asked)('$name', async (one) => {
        const { question, expect: expected } = expandCase(file, one);
        const answer = await evaluator(question);
        const wanted = Object.entries(expected).map(([id, want]) => [id, toWanted(want, options)]);
        const given = Object.entries(expected).map(([id, want]) => [id, toGiven(answer, id, want, options)]);
        expect(Object.fromEntries(given)).toEqual(Object.fromEntries(wanted));
      });
    });
  }
}

type Compared = 'outside' | 'no such lead' | Readonly<Record<string, unknown>>;

function toWanted(want: Expected, options: RunOptions): Compared {
  if (want === null) return 'no such lead';
  if (want === 'outside') return want;
  if (typeof want === 'number') return { total: toMillipoints(want) };
  const wanted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(want) as [keyof ExpectedScore, unknown][]) {
    if (!isAsked(key, options)) continue;
    wanted[key] = key === 'evidence' ? toWantedEvidence(want) : inMillipoints(key, value);
  }
  return wanted;
}

function isAsked(
  key: keyof ExpectedScore,
  { contributions = true, evidence = contributions }: RunOptions,
): boolean {
  if (key === 'evidence') return evidence;
  return key === 'contributions' || key === 'uncapped' ? contributions : true;
}

function inMillipoints(key: keyof ExpectedScore, value: unknown): unknown {
  if (key === 'total') return toMillipoints(value as number);
  if (key !== 'dimensions' && key !== 'contributions' && key !== 'uncapped') return value;
  const points = Object.entries(value as Readonly<Record<string, number | null>>);
  return Object.fromEntries(points.map(([name, one]) => [name, one === null ? null : toMillipoints(one)]));
}

function toWantedEvidence(want: ExpectedScore): unknown {
  const evidence = Object.entries(want.evidence ?? {}).map(([rule, keys]) => {
    const { newestAt } = keys;
    return [rule, typeof newestAt === 'string' ? { ...keys, newestAt: toMs(newestAt) } : keys];
  });
  return Object.fromEntries(evidence);
}

/** The parts of an answer that a case speaks of; what is absent is null. */
function toGiven(answer: Answer, id: string, want: Expected, options: RunOptions): Compared {
  const score = answer.scores.find((one) => one.id === id);
  if (score === undefined) return answer.outside.includes(id) ? 'outside' : 'no such lead';
  if (want === null || typeof want !== 'object') return { total: score.total };
  const given: Record<string, unknown> = {};
  for (const key of Object.keys(want) as (keyof ExpectedScore)[]) {
    if (isAsked(key, options)) given[key] = toGivenPart(score, key, want);
  }
  return given;
}

function toGivenPart(score: Score, key: keyof ExpectedScore, want: ExpectedScore): unknown {
  switch (key) {
    case 'dimensions':
      return pick(want.dimensions, (name) => score.dimensions[name] ?? null);
    case 'contributions':
      return pick(want.contributions, (name) => sumOf(score, name));
    case 'uncapped':
      return pick(want.uncapped, (name) => findRule(score, name)?.uncapped ?? null);
    case 'evidence':
      return pick(want.evidence, (name, keys) => pick(keys, (part) => evidenceOf(score, name, part)));
    default:
      return score[key] ?? null;
  }
}

function pick<T>(
  want: Readonly<Record<string, T>> | undefined,
  give: (name: string, value: T) => unknown,
): unknown {
  return Object.fromEntries(Object.entries(want ?? {}).map(([name, value]) => [name, give(name, value)]));
}

/** As cases name contributions: a rule's id, "<group> <rule>", "cap of group fit/company", "adjustment of fit". */
function namesOf(contribution: Contribution): string[] {
  switch (contribution.kind) {
    case 'rule':
      return [contribution.rule, `${contribution.group} ${contribution.rule}`];
    case 'adjustment':
      return [`adjustment of ${contribution.dimension}`];
    case 'cap': {
      const place = [contribution.dimension, contribution.group]
        .filter((part) => part !== undefined)
        .join('/');
      return [`cap of ${contribution.of}${place === '' ? '' : ` ${place}`}`];
    }
  }
}

function sumOf(score: Score, name: string): number | null {
  const named = score.contributions?.filter((one) => namesOf(one).includes(name)) ?? [];
  return named.length === 0 ? null : named.reduce((sum, one) => sum + one.points, 0);
}

function findRule(score: Score, rule: string): Extract<Contribution, { kind: 'rule' }> | undefined {
  return score.contributions?.find((one) => one.kind === 'rule' && one.rule === rule) as
    | Extract<Contribution, { kind: 'rule' }>
    | undefined;
}

function evidenceOf(score: Score, rule: string, part: string): unknown {
  const evidence: Evidence | undefined = findRule(score, rule)?.evidence;
  return evidence === undefined
    ? undefined
    : ((evidence as unknown as Record<string, unknown>)[part] ?? null);
}

/** Puts every case of stages to a function that makes one step. */
export function runStepCases(step: Stepper): void {
  for (const file of readCaseFiles()) {
    const cases = file.cases.filter((one): one is StepCase => 'step' in one);
    if (cases.length === 0) continue;
    describe(file.topic, () => {
      test.each(cases)('$name', ({ step: asked, expect: wanted }) => {
        const at = toMs(asked.at ?? '2026-03-01T12:00:00Z');
        const model = (
          typeof asked.model === 'string' ? file.models![asked.model] : asked.model
        ) as StagedModel;
        const { total, dimensions, ...rest } = asked.score;
        const score = {
          ...rest,
          total: toMillipoints(total),
          dimensions: Object.fromEntries(
            Object.entries(dimensions ?? {}).map(([name, points]) => [name, toMillipoints(points)]),
          ),
        };
        const since = asked.since === undefined ? at : toMs(asked.since);
        const question = { stage: asked.stage, since, score, newestOutcome: asked.newestOutcome, at };
        expect(step(model, question) ?? null).toBe(wanted);
      });
    });
  }
}
