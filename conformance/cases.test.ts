import { describe, expect, test } from 'vitest';
import { scoreByReference, stepByReference } from './reference.ts';
import { readCaseFiles, runCases, runStepCases } from './run-cases.ts';

describe('the reference', () => {
  runCases(({ model, facts, ...options }) =>
    scoreByReference(model, facts, { ...options, contributions: true }),
  );
  runStepCases((model, question) => stepByReference(model, question));
});

test('every case has a name of its own', () => {
  const names = readCaseFiles().flatMap((file) => file.cases.map((one) => `${file.topic}: ${one.name}`));
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});
