import { ruleKeys } from '../rule.ts';
import { type Finding, type Path, quoteValue } from './problem.ts';
import { findSuggestion } from './suggestion.ts';

/** Which option of a union a value was meant to be, or what is wrong when that cannot be told. */
type Choice = number | Omit<Finding, 'path'>;

/** Every union of the schemas by its name (its error message there): picks the option by the keys of the value. */
const choices: Record<string, (value: unknown) => Choice> = {
  rule: (value) =>
    chooseByKey(value, Object.values(ruleKeys), { none: 'rule_kind_missing', several: 'rule_kind_several' }),
  criterion: (value) =>
    isMap(value) && 'property' in value
      ? { code: 'property_outside_where' }
      : chooseByKey(value, ['field', 'activity', 'outcome', 'all', 'any', 'none'], {
          none: 'criterion_empty',
          several: 'criterion_several',
        }),
  activityCriterion: (value) =>
    isMap(value) && 'field' in value
      ? { code: 'field_in_where' }
      : chooseByKey(value, ['property', 'all', 'any', 'none'], {
          none: 'criterion_empty',
          several: 'criterion_several',
        }),
  stageCondition: (value) =>
    chooseByKey(value, ['total', 'dimension', 'grade', 'outcome', 'all', 'any', 'none'], {
      none: 'criterion_empty',
      several: 'criterion_several',
    }),
  decay: (value) =>
    chooseByKey(value, ['halfLifeDays', 'linearDays', 'steps'], {
      none: 'choice_empty',
      several: 'choice_several',
    }),
  temperature: (value) => {
    const choice = chooseByKey(value, ['of', 'categories'], {
      none: 'choice_empty',
      several: 'choice_several',
    });
    if (choice === 0) return (value as { of: unknown }).of === 'grade' ? 0 : 1;
    return choice === 1 ? 2 : choice;
  },
  amount: (value) => (isMap(value) ? 1 : typeof value === 'number' ? 0 : wrong('must_be_amount', value)),
  literal: (value) =>
    isMap(value) ? 3 : (byType(value, ['string', 'number', 'boolean']) ?? wrong('must_be_literal', value)),
  listed: (value) => byType(value, ['string', 'number']) ?? wrong('must_be_text_or_number', value),
  activityTypes: (value) => textOrList(value),
  oneOrMore: (value) => textOrList(value),
  choice: (value) => (isMap(value) ? 1 : 0),
  plainValue: (value) =>
    Array.isArray(value)
      ? 3
      : isMap(value)
        ? 4
        : (byType(value, ['string', 'number', 'boolean']) ?? wrong('must_be_plain_value', value)),
  expected: (value) => (isMap(value) ? 1 : typeof value === 'number' ? 0 : wrong('must_be_number', value)),
  flagOrText: (value) => byType(value, ['boolean', 'string']) ?? wrong('must_be_text', value),
};

/** The option of the union `name` that `value` at `path` was meant to be, or the finding that it is none. */
export function chooseOption(name: string, value: unknown, path: Path): number | Finding {
  const choice = choices[name]?.(value);
  if (choice === undefined) return { code: 'bad_value', path, params: { got: quoteValue(value) } };
  return typeof choice === 'number' ? choice : { ...choice, path };
}

function wrong(code: Finding['code'], value: unknown): Choice {
  return { code, params: { got: quoteValue(value) } };
}

function byType(value: unknown, types: readonly string[]): number | undefined {
  const index = types.indexOf(typeof value);
  return index < 0 ? undefined : index;
}

function textOrList(value: unknown): Choice {
  if (Array.isArray(value)) return 1;
  return typeof value === 'string' ? 0 : wrong('must_be_text_or_list', value);
}

function chooseByKey(
  value: unknown,
  keys: readonly string[],
  codes: { none: Finding['code']; several: Finding['code'] },
): Choice {
  if (!isMap(value)) return wrong('must_be_map', value);
  const found = keys.filter((key) => Object.hasOwn(value, key));
  const [first] = found;
  if (found.length > 1) return { code: codes.several, params: { got: found.join(' and ') } };
  if (first !== undefined) return keys.indexOf(first);
  const suggestion = Object.keys(value)
    .map((key) => findSuggestion(key, keys))
    .find((near) => near !== undefined);
  return { code: codes.none, params: { allowed: keys.join(', '), ...(suggestion ? { suggestion } : {}) } };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
