import { describe, expect, test } from 'vitest';
import { stepStage } from '../packages/core/src/explain/stage.ts';
import { scoreFacts } from '../packages/core/src/kernel/score-facts.ts';
import { scoreByReference, stepByReference } from './reference.ts';
import { readCaseFiles, runCases, runStepCases } from './run-cases.ts';

describe('the reference', () => {
  runCases(({ model, facts, ...options }) =>
    scoreByReference(model, facts, { ...options, contributions: true }),
  );
  runStepCases((model, question) => stepByReference(model, question));
});

describe('the kernel', () => {
  runCases(({ model, facts, ...options }) => scoreFacts(model, facts, { ...options, contributions: true }));
  runStepCases(
    (model, { stage, since, score, newestOutcome, at }) =>
      stepStage(model, stage, since, score, newestOutcome, at).stage,
  );
});

test('every case has a name of its own', () => {
  const names = readCaseFiles().flatMap((file) => file.cases.map((one) => `${file.topic}: ${one.name}`));
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});
