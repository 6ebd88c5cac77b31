import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { derivedFieldKinds } from './derived-field.ts';
import { newBusiness } from './document/example-model.ts';
import { readModel } from './document/parse.ts';
import { modelWithRule } from './document/problem-case.ts';
import { modelSchema } from './model.ts';
import { operatorNames } from './operator.ts';
import { ruleKeys } from './rule.ts';

const page = readFileSync(new URL('../../../docs/model.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!);
const models = blocks.filter((block) => block.startsWith('leadline:'));
const rules = blocks.filter((block) => block.startsWith('- '));

it.each(models)('shows a model that has no error: %s', (text) => {
  expect(readModel(text, { file: 'docs/model.md' }).problems).toSatisfy(hasNoError);
});

it.each(rules)('shows rules that have no error: %s', (text) => {
  const inside = text.trimEnd().replaceAll('\n', '\n          ').slice(2);
  expect(readModel(modelWithRule(inside)).problems).toSatisfy(hasNoError);
});

it('begins with the example that all tests know', () => {
  expect(readModel(models[0]!).model).toEqual(newBusiness);
});

it('shows nothing but models and rules, and an example of every kind of rule', () => {
  expect(models.length + rules.length).toBe(blocks.length);
  for (const key of Object.values(ruleKeys))
    expect(
      blocks.some((block) => block.includes(`${key}: `)),
      key,
    ).toBe(true);
});

it('names every key of a model, every operator and every derived field', () => {
  for (const name of [
    ...Object.keys(modelSchema.shape),
    ...operatorNames,
    ...Object.keys(derivedFieldKinds),
  ]) {
    expect(page, name).toContain(`\`${name}\``);
  }
});

it('links only to headings and files that are there', () => {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replaceAll(' ', '-')
      .replaceAll(/[^a-z0-9-]/g, ''),
  );
  for (const [, target] of page.matchAll(/\]\(#([^)]*)\)/g)) expect(headings).toContain(target);
  for (const [, file] of page.matchAll(/\]\(([^#)][^)]*)\)/g)) {
    expect(readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8').length).toBeGreaterThan(0);
  }
});

function hasNoError(problems: ReturnType<typeof readModel>['problems']): boolean {
  const errors = problems.filter((problem) => problem.severity === 'error');
  expect(errors.map((problem) => problem.message)).toEqual([]);
  return errors.length === 0;
}
