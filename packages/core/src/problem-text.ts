/**
 * What every problem says, in English. A catalogue in another language is a `ProblemCatalogue` with the same keys.
 *
 * Between braces stand params: `where` is the path inside the subject ("tiers 2 › from"), `got` a quoted value.
 * A part between [[ and ]] is left out where its param is missing. What goes with every sentence is in `problemFrames`.
 */

/** Mistakes in the text itself. */
const documentTexts = {
  too_large: 'the document is longer than {most} characters',
  too_deep: 'more than {most} levels are nested in each other',
  too_many_values: 'the document holds more than {most} values, each alias counted with all it stands for',
  control_character: 'there is a character that cannot be printed, U+{code}',
  several_documents: 'there is a second document after ---; a file holds one model',
  empty_document: 'there is nothing in it',
  custom_tag: 'tags such as {got} are not read; remove it',
  merge_key: 'the merge key << is not read; write the keys out',
  forbidden_key: 'the key {got} is not allowed',
  duplicate_key: 'the key {got} is there twice; the first is on line {line}',
  key_not_text: 'a key must be text, not a list or a map',
  key_empty: 'a key is missing before the colon',
  unknown_alias: 'the alias *{got} stands for nothing; no &{got} comes before it',
  alias_cycle: 'the alias *{got} contains itself',
  tab_indent: 'lines must be indented with spaces, not with tabs',
  bad_indent: 'this line is not indented like the lines it belongs to',
  bad_scalar_start: 'a text cannot begin with {got} unless it stands between quotes',
  bad_escape: 'there is an escape that is not known after \\ in a text between double quotes',
  missing_character: 'a character is missing, such as a closing quote, bracket or comma',
  nested_mapping:
    'a key: value cannot stand inside another on one line; put the text between quotes, or use { }',
  key_too_long: 'a key is longer than 1024 characters or goes on over several lines',
  bad_directive: 'lines that begin with % must be a YAML directive',
  unexpected_token: 'this is not expected here[[: {got}]]',
  bad_yaml: 'this is not YAML: {detail}',
} as const;

/** Values of the wrong shape. */
const shapeTexts = {
  must_be_text: '{where} must be text, got {got}',
  must_be_number: '{where} must be a number, got {got}',
  must_be_whole: '{where} must be a whole number, got {got}',
  must_be_boolean: '{where} must be true or false, got {got}',
  must_be_true: '{where} can only be true, got {got}; leave it out otherwise',
  must_be_map: '{where} must be keys with values, got {got}',
  must_be_list: '{where} must be a list, got {got}',
  must_be_text_or_list: '{where} must be a text or a list of texts, got {got}',
  must_be_text_or_number: '{where} must be text or a number, got {got}',
  must_be_amount: '{where} must be a number or { amount, currency }, got {got}',
  must_be_literal: '{where} must be text, a number, true, false or { amount, currency }, got {got}',
  must_be_plain_value:
    '{where} must be text, a number, true, false, a list of texts or { lo, hi }, got {got}',
  must_be_pair: '{where} must be a list of two values, [from, to]',
  missing: '{where} is missing',
  unknown_key: 'unknown key "{key}"[[; did you mean "{suggestion}"?]]',
  unknown_operator: 'unknown operator "{key}"[[, did you mean "{suggestion}"]]; the operators are {allowed}',
  not_one_of: '{where} must be one of {allowed}, got {got}[[; did you mean "{suggestion}"?]]',
  unknown_version: 'leadline must be 1, the version of this format, got {got}',
  too_small: '{where} must be at least {least}, got {got}',
  too_big: '{where} must be at most {most}, got {got}',
  empty_text: '{where} must not be empty',
  empty_list: '{where} must have at least one entry',
  empty_map: '{where} must have at least one key',
  bad_id: '{where} must be lower case letters, digits, - and _, got {got}',
  bad_key_id: 'the name "{key}" must begin with a letter and hold only lower case letters, digits, - and _',
  bad_grade_letter: 'the grade "{key}" must be one capital letter',
  bad_grade_number: 'the grade "{key}" must be a number from 1 to 9',
  bad_currency: '{where} must be a currency of three capitals such as EUR, got {got}',
  bad_date: '{where} must be a date such as 2026-01-31, got {got}',
  bad_value: '{where} cannot be {got}',
  rule_kind_missing: 'it must read something: one of {allowed}[[; did you mean "{suggestion}"?]]',
  rule_kind_several: 'it can only read one thing, got {got}; make several rules',
  criterion_empty: '{where} must read one of {allowed}[[; did you mean "{suggestion}"?]]',
  criterion_several: '{where} can only have one of {got}; put them in all: [...] or any: [...]',
  choice_empty: '{where} must have one of {allowed}',
  choice_several: '{where} can only have one of {got}',
  property_outside_where: '{where} cannot read a property here; only where reads properties',
  field_in_where: '{where} cannot read a field; where reads properties of the activity',
} as const;

/** Values of the right shape that make no sense. */
const meaningTexts = {} as const;

/** What is likely not meant, though it can be used. */
export const hintTexts = {} as const;

export const problemTexts = { ...documentTexts, ...shapeTexts, ...meaningTexts, ...hintTexts } as const;

export type ProblemCode = keyof typeof problemTexts;

/** What goes around every problem: the sentence, the thing it is about, where it stands. */
export const problemFrames = {
  error: 'Cannot read {subject}: {what}',
  hint: 'Look again at {subject}: {what}',
  it: 'it',
  position: 'line {line}, column {column}',
  subjects: {
    model: 'the model',
    dimension: 'dimension "{name}"',
    group: 'group "{name}"',
    rule: 'rule "{name}"',
    persona: 'persona "{name}"',
    stage: 'stage "{name}"',
    disqualification: 'disqualification "{name}"',
    combination: 'combination "{name}"',
    expectation: 'expectation "{name}"',
  },
};

export type SubjectKind = keyof typeof problemFrames.subjects;
