import { parseModel } from '@leadline/core';
import { expect, it } from 'vitest';
import type { StoredScore } from '../store/score.ts';
import { listChangePassages, type OutputChange } from './passage.ts';

const model = parseModel(`
leadline: 1
id: m
name: M
fields: { country: text }
dimensions: { fit: { kind: fit, groups: { g: { rules: [{ id: r, name: R, when: { field: country, equals: BE }, points: 9 }] } } } }
temperature: { of: total, hot: 10, warm: 4 }
stages:
  - { id: marketing_qualified, name: MQL, enter: { total: { gte: 5 } } }
  - { id: sales_qualified, name: SQL, enter: { total: { gte: 9 } } }
`);

const before: StoredScore = {
  model: 'm',
  unit: 'u1',
  version: 1,
  total: 0,
  dimensions: {},
  coverage: 0,
  at: 1,
  revision: 4,
  grade: 'B2',
  temperature: 'warm',
  stage: 'marketing_qualified',
};

it.each([
  ['a higher stage', before, { ...before, stage: 'sales_qualified' }, ['stage up']],
  ['no stage any more', before, { ...before, stage: undefined }, ['stage down']],
  ['a better letter', before, { ...before, grade: 'A4' }, ['grade up']],
  ['a lower number', before, { ...before, grade: 'B1' }, ['grade up']],
  ['a letter that is not known any more', before, { ...before, grade: '?1' }, ['grade down']],
  ['colder', before, { ...before, temperature: 'cold' }, ['temperature down']],
  ['outside the audience', before, undefined, ['stage down', 'grade down', 'temperature down']],
  ['the first score', undefined, before, ['stage up']],
  ['nothing new', before, before, []],
] as const)('%s', (_, from, to, told) => {
  const passages = listChangePassages(makeChange(from, to as OutputChange['after']));
  expect(passages.map(({ output, direction }) => `${output} ${direction}`)).toEqual(told);
});

it('tells passages apart by when they happened, and says the same of one twice', () => {
  const change = makeChange(before, { ...before, grade: 'A1' });
  const id = (at: number) => listChangePassages({ ...change, at })[0]!.id;
  expect(id(5)).toBe(id(5));
  expect(id(5)).not.toBe(id(6));
});

function makeChange(from: StoredScore | undefined, to: OutputChange['after']): OutputChange {
  return {
    model,
    version: 1,
    unit: 'u1',
    before: from,
    after: to,
    stageReason: { code: 'stayed' },
    at: 5,
    explain: () => [],
  };
}
