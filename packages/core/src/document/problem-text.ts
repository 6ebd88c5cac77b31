/**
 * What every problem says, in English. A catalogue in another language is a `ProblemCatalogue` with the same keys.
 *
 * Between braces stand params: `where` is the path inside the subject ("tiers 2 › from"), `got` a quoted value.
 * A part between [[ and ]] is left out where its param is missing. What goes with every sentence is in `problemFrames`.
 */

/** Mistakes in the text itself. */
export const documentTexts = {
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
  missing_character: 'something is missing: a quote or bracket that closes, or a comma',
  nested_mapping:
    'a key: value cannot stand inside another on one line; put the text between quotes, or use { }',
  key_too_long: 'a key is longer than 1024 characters or goes on over several lines',
  bad_directive: 'lines that begin with % must be a YAML directive',
  unexpected_token: 'this is not expected here[[: {got}]]',
  bad_yaml: 'this is not YAML: {detail}',
} as const;

/** Values of the wrong shape. */
export const shapeTexts = {
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
export const meaningTexts = {
  too_many_decimals: '{where} can have at most {most} decimals, got {got}',
  number_too_big: '{where} can be at most {most} either way, got {got}; count in larger units',
  name_bad: 'the name {got} must not be empty and must have no blanks around it',
  duplicate_entry: '{where} is there twice, {got}',
  known_kind: '{where} is always of kind {kind}; declare it so or leave it out',
  property_two_kinds:
    'property "{property}" is of kind {kind} under "{type}"; a property has one kind in a model',
  account_field_of_account: 'a model of accounts names its own fields plainly: "{name}", not "{field}"',

  field_undeclared:
    'field "{field}" is not declared[[, did you mean "{suggestion}"]]; add it under fields with its kind',
  property_undeclared:
    'property "{property}" is of kind {kind}, but not declared for "{type}"; add it there under activities',
  operator_missing: '{where} needs an operator: one of {allowed}',
  operator_several: 'a criterion has one operator, got {got}; put them in all: [...] or any: [...]',
  operator_not_for_field:
    '{operator} cannot be put to "{what}", which is of kind {kind}; use one of {allowed}',
  operator_not_for_property:
    '{operator} cannot be put to "{what}", which is of kind {kind}; use one of {allowed}, or declare its kind under activities',
  literal_not_text: '{where} must be text, got {got}; put it between quotes',
  literal_not_boolean: '{where} must be true or false, got {got}',
  literal_not_number: '{where} must be a number, got {got}',
  literal_not_money:
    '{where} must be an amount with its currency, { amount: 1000, currency: EUR }, got {got}',
  literal_without_currency: '{where} must name its currency: { amount: {got}, currency: EUR }',
  literal_with_currency: '{where} must be a plain number; only fields of kind money have a currency',
  literal_empty: '{where} must be text with something in it, got {got}',
  between_two_currencies: '{where} must have one currency on both sides',
  between_nothing: '{where} holds nothing: {from} must be less than {to}',
  date_not_real: '{where} must be a day of the calendar from 1900 to 2999, got {got}',
  bad_pattern: '{where} must be a search pattern: {detail}',
  rule_reads_activity: 'the criteria of a rule read fields only; count activities in a rule with activity',
  rule_reads_outcome:
    'the criteria of a rule read fields only; outcomes belong in audience, disqualify or stages',

  rule_id_twice: 'another rule has the id "{id}", in group "{group}"; give each its own',
  cap_empty: '{where} must have min, max or both',
  cap_and_floor: '{where} cannot stand beside cap; use cap: { min } instead',
  values_not_for_kind: 'a table of values needs a field of kind text or list, "{field}" is {kind}',
  value_twice: '{got} is the same as {first} once capitals and accents are gone',
  ranges_not_for_kind: 'ranges need a field of kind number, range or money, "{field}" is {kind}',
  ranges_need_currency: 'ranges of money need their currency; add currency: EUR beside ranges',
  currency_not_for_kind: 'currency goes with money only, "{field}" is of kind {kind}',
  range_without_end: '{where} must have from, to or both',
  range_empty: '{where} holds nothing: from {from} must be less than to {to}',
  ranges_overlap: 'ranges {first} and {second} overlap; from is included and to is not',
  points_or_tiers: 'it gives no points; add points or tiers',
  points_and_tiers: 'it has points and tiers; keep one of them',
  measures_several: 'it counts one thing, got {got}; keep one of them',
  only_with_count: '{key} goes with a plain count only, not with {measure}',
  every_with_tiers: 'every goes with points, not with tiers',
  sum_needs_number:
    'sum needs a property of kind number, "{property}" is {kind}; declare it under activities',
  distinct_lead: 'distinct: lead counts people, so it needs of: account',
  journey_of_account: "journey needs the lead's own activities; leave out of: account",
  of_in_account_model: "a model of accounts reads all its leads' activities; leave out of",
  members_of_lead: 'members belongs in a model of accounts; set score: accounts',
  members_of_itself: '{where} must be a model of leads, not this model',
  at_least_without_percent: 'atLeast goes with percent: true only',
  tiers_not_ascending: '{where} must be more than {before}, the one before it, got {got}',
  steps_not_ascending: '{where} must be more than {before}, the one before it, got {got}',

  dimension_reserved: 'a dimension cannot be called "{id}"; the word has a meaning of its own',
  dimension_unknown: 'there is no dimension "{id}"[[; did you mean "{suggestion}"?]]',
  persona_unknown: 'there is no persona "{persona}"[[; did you mean "{suggestion}"?]]',
  personas_twice: 'personas enter one dimension only, and "{first}" has them already',
  personas_outside_fit: 'personas enter a dimension of kind fit, not {kind}',
  persona_at_least_alone: 'personaAtLeast goes with personas only',
  grades_not_descending: 'grade {grade} must begin below grade {better}',
  grade_unknown: 'there is no grade "{grade}"; the grades are {allowed}',
  grade_hot_and_warm: 'grade "{grade}" is hot already',
  temperature_needs_grades: 'a temperature by grade needs grades',
  temperature_without_points: 'a temperature of the total needs dimensions; without points use categories',
  temperature_not_descending: '{lower} must be below {higher}',
  stage_id_twice: 'another stage has the id "{id}"',
  comparison_empty: '{where} must compare with one of {allowed}',
  stage_not_exclusive:
    'enter and leave could both be true for one lead; change one so that they exclude each other, such as enter: { total: { gte: 20 } } and leave: { total: { lt: 15 } }',
  expected_unknown: '{where} can never be {got}[[, did you mean "{suggestion}"]]; it can be {allowed}',
  example_not_of_kind: '{where} cannot be read as {kind}, got {got}',
  bound_exceeded:
    'its points could grow so large that sums are no longer exact (all rules together at most {most} points); give it a cap',
} as const;

/** What is likely not meant, though it can be used. */
export const hintTexts = {
  field_unused: 'no criterion or rule reads {where}; leave it out if it is not needed',
  persona_unused: 'no dimension names this persona; add it to personas of a fit dimension',
  hold_without_leave: 'holdDays has no effect without leave',
  stage_unreachable:
    'no lead can ever enter; {where} contradicts itself, or caps and grades keep it from being reached',
  journey_untagged: 'no rule is tagged with journey: {phase}, so no lead reaches it',
  activity_unread: 'no rule reads activities of type "{type}"[[; did you mean "{suggestion}"?]]',
  model_without_output: 'it has neither dimensions nor temperature, so it says nothing of a lead',
} as const;

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
