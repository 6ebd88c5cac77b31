import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operatorNames } from '../operator.ts';
import { ruleKeys } from '../rule.ts';
import { newBusiness } from './example-model.ts';
import { modelJsonSchema } from './json-schema.ts';

interface Node {
  readonly $ref?: string;
  readonly allOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node | readonly Node[];
  readonly required?: readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly description?: string;
}

const schema = modelJsonSchema() as unknown as Node & { definitions: Record<string, Node> };

it('is what docs/model.schema.json holds', () => {
  const file = new URL('../../../../docs/model.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});

it('has a name, an address and a version of JSON Schema', () => {
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:leadline:model:1',
    title: 'Leadline model',
    required: ['leadline', 'id', 'name'],
    additionalProperties: false,
  });
});

it('allows the example and each of its keys', () => {
  expect(findFault(schema, newBusiness, 'model')).toBeUndefined();
});

it.each([
  [{ ...newBusiness, leadline: 2 }, 'model.leadline'],
  [{ ...newBusiness, stage: [] }, 'model.stage'],
  [
    { ...newBusiness, disqualify: [{ reason: 'x', when: { field: 'a', like: 'b' } }] },
    'model.disqualify.0.when',
  ],
  [{ leadline: 1, id: 'a' }, 'model.name'],
])('refuses a model that is not one', (model, place) => {
  expect(findFault(schema, model, 'model')).toBe(place);
});

it('describes every key of the model and tells every operator and kind of rule', () => {
  for (const [key, node] of Object.entries(schema.properties!)) {
    if (!['id', 'expect'].includes(key))
      expect(resolve(node).description ?? node.description, key).toBeTruthy();
  }
  const [field] = schema.definitions.criterion!.anyOf!.map(resolve);
  expect(Object.keys(field!.properties!)).toEqual(['field', ...operatorNames]);
  const kinds = schema.definitions.rule!.anyOf!.map(resolve);
  for (const key of Object.values(ruleKeys))
    expect(kinds.filter((kind) => kind.required!.includes(key))).toHaveLength(1);
});

it('refers to nothing that is not there', () => {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    expect(schema.definitions).toHaveProperty(name!);
  }
});

function resolve(node: Node): Node {
  const [inner] = node.allOf ?? [];
  if (inner) return resolve(inner);
  return node.$ref === undefined
    ? node
    : resolve(schema.definitions[node.$ref.replace('#/definitions/', '')]!);
}

/** As much of a validator as this schema uses: where a value is not allowed, undefined if it is. */
function findFault(given: Node, value: unknown, place: string): string | undefined {
  const node = resolve(given);
  if (node.anyOf)
    return node.anyOf.some((one) => findFault(one, value, place) === undefined) ? undefined : place;
  if ('const' in node && node.const !== value) return place;
  if (node.enum && !node.enum.includes(value)) return place;
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const types = node.type === undefined ? [kind] : [node.type].flat();
  const isType = types.includes(kind) || (types.includes('integer') && Number.isInteger(value));
  if (!isType) return place;
  if (kind === 'array') {
    const list = value as unknown[];
    return list
      .map((one, i) => {
        const item = Array.isArray(node.items) ? node.items[i] : node.items;
        return findFault(item ?? {}, one, `${place}.${i}`);
      })
      .find((fault) => fault !== undefined);
  }
  if (kind !== 'object') return undefined;
  const missing = node.required?.find((key) => !Object.hasOwn(value as object, key));
  if (missing) return `${place}.${missing}`;
  for (const [key, inner] of Object.entries(value as object)) {
    const property = node.properties?.[key] ?? node.additionalProperties;
    if (property === false) return `${place}.${key}`;
    const fault = typeof property === 'object' ? findFault(property, inner, `${place}.${key}`) : undefined;
    if (fault) return fault;
  }
  return undefined;
}
