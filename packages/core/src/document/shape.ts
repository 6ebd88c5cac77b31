import { z } from 'zod';
import { type Model, modelSchema } from '../model.ts';
import { operatorNames } from '../operator.ts';
import { type Finding, getAt, type Path, quoteValue } from './problem.ts';
import { chooseOption } from './shape-choice.ts';
import { findSuggestion } from './suggestion.ts';

/** Only as many findings are of use to anyone at a time. */
const mostFindings = 100;

/** Plain values as a model, its keys in the order of the grammar; or what is wrong with their shape. */
export function readShape(value: unknown): { model?: Model; findings: Finding[] } {
  const result = modelSchema.safeParse(value);
  if (result.success) return { model: result.data, findings: [] };
  const findings: Finding[] = [];
  for (const issue of result.error.issues) findings.push(...translate(issue, [], value));
  if (findings.length === 0)
    findings.push({ code: 'bad_value', path: [], params: { got: quoteValue(value) } });
  return { findings: findings.slice(0, mostFindings) };
}

type Issue = z.core.$ZodIssue;

function translate(issue: Issue, base: Path, root: unknown): Finding[] {
  const path: Path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = getAt(root, path);
  const got = quoteValue(value);
  switch (issue.code) {
    case 'invalid_union': {
      const option = chooseOption(issue.message, value, path);
      if (typeof option !== 'number') return value === undefined ? [{ code: 'missing', path }] : [option];
      return (issue.errors[option] ?? []).flatMap((inner) => translate(inner, path, root));
    }
    case 'unrecognized_keys':
      return toUnknownKeys(issue.keys, path, root);
    case 'invalid_type':
      if (value === undefined) return [{ code: 'missing', path }];
      return [{ code: typeCodes[issue.expected] ?? 'bad_value', path, params: { got } }];
    case 'invalid_value':
      return [toWrongWord(issue.values, value, path)];
    case 'too_small':
      if (issue.origin === 'string') return [{ code: 'empty_text', path }];
      if (issue.origin === 'array')
        return [{ code: issue.minimum === 2 ? 'must_be_pair' : 'empty_list', path }];
      return [{ code: 'too_small', path, params: { least: String(issue.minimum), got } }];
    case 'too_big':
      if (issue.origin === 'array') return [{ code: 'must_be_pair', path }];
      return [{ code: 'too_big', path, params: { most: String(issue.maximum), got } }];
    case 'invalid_format':
      return [
        {
          code: formatCodes[issue.format === 'regex' ? (issue.pattern ?? '') : issue.format] ?? 'bad_value',
          path,
          params: { got },
        },
      ];
    case 'invalid_key': {
      const key = String(path.at(-1));
      const [inner] = issue.issues;
      const pattern = inner?.code === 'invalid_format' ? (inner.pattern ?? '') : '';
      return [
        {
          code: keyCodes[pattern] ?? 'forbidden_key',
          path,
          params: { key, got: quoteValue(key) },
          aboutKey: true,
        },
      ];
    }
    default:
      return [{ code: 'bad_value', path, params: { got } }];
  }
}

const typeCodes: Record<string, Finding['code']> = {
  string: 'must_be_text',
  number: 'must_be_number',
  int: 'must_be_whole',
  boolean: 'must_be_boolean',
  object: 'must_be_map',
  record: 'must_be_map',
  array: 'must_be_list',
  tuple: 'must_be_pair',
};

/** By the name of a format, or the pattern as zod prints it. */
const formatCodes: Record<string, Finding['code']> = {
  date: 'bad_date',
  '/^[A-Z]{3}$/': 'bad_currency',
  '/^[a-z0-9][a-z0-9_-]*$/': 'bad_id',
  '/^[a-z][a-z0-9_-]*$/': 'bad_id',
};

const keyCodes: Record<string, Finding['code']> = {
  '/^[a-z][a-z0-9_-]*$/': 'bad_key_id',
  '/^[A-Z]$/': 'bad_grade_letter',
  '/^[1-9]$/': 'bad_grade_number',
};

function toUnknownKeys(keys: readonly string[], path: Path, root: unknown): Finding[] {
  // Zod already drops the other options of a union where only one is left with no more than unknown keys.
  const { schema, finding } = findSchema(path, root);
  if (finding) return [finding];
  const allowed = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const isCriterion = allowed.includes('equals') && allowed.includes('in_next_days');
  return keys.map((key) => {
    const suggestion = findSuggestion(key, allowed);
    const params = { key: quoteValue(key).slice(1, -1), ...(suggestion ? { suggestion } : {}) };
    const at = { path: [...path, key], aboutKey: true };
    return isCriterion
      ? { code: 'unknown_operator', params: { ...params, allowed: operatorNames.join(', ') }, ...at }
      : { code: 'unknown_key', params, ...at };
  });
}

function toWrongWord(values: readonly unknown[], value: unknown, path: Path): Finding {
  const got = quoteValue(value);
  if (value === undefined) return { code: 'missing', path };
  if (values[0] === true) return { code: 'must_be_true', path, params: { got } };
  if (path.length === 1 && path[0] === 'leadline') return { code: 'unknown_version', path, params: { got } };
  const words = values.map(String);
  const suggestion = typeof value === 'string' ? findSuggestion(value, words) : undefined;
  return {
    code: 'not_one_of',
    path,
    params: { allowed: words.join(', '), got, ...(suggestion ? { suggestion } : {}) },
  };
}

/** The schema of the map at a path as its value was meant, and what is wrong when that cannot be told. */
function findSchema(path: Path, root: unknown): { schema?: unknown; finding?: Finding } {
  let found = open(modelSchema, root, []);
  for (const [index, step] of path.entries()) {
    const { schema } = found;
    let inner: unknown;
    if (schema instanceof z.ZodObject) inner = schema.shape[String(step)];
    else if (schema instanceof z.ZodRecord) inner = schema.valueType;
    else if (schema instanceof z.ZodArray) inner = schema.element;
    const at = path.slice(0, index + 1);
    found = open(inner, getAt(root, at), at);
  }
  return found;
}

/** A schema without its optional and with the option of a union that the value was meant to be. */
function open(schema: unknown, value: unknown, path: Path): { schema?: unknown; finding?: Finding } {
  if (schema instanceof z.ZodOptional) return open(schema.unwrap(), value, path);
  if (!(schema instanceof z.ZodUnion)) return { schema };
  const name = schema.def.error?.({ code: 'invalid_union', input: value } as never);
  const option = chooseOption(String(name), value, path);
  return typeof option === 'number' ? open(schema.options[option], value, path) : { finding: option };
}
