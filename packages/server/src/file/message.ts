/**
 * Every sentence that reading and writing files can say: a code, and its English template with {parameters}.
 * Catalogues of other languages translate by code; the parameters are the same in all of them.
 */
export const fileMessages = {
  // The file as a whole: errors.
  file_missing: 'Cannot read "{file}": there is no such file; check the path',
  file_is_directory: 'Cannot read "{file}": it is a directory; name a file in it',
  file_not_readable: 'Cannot read "{file}": {detail}; check its permissions',
  file_empty: 'Cannot read "{file}": it is empty; export it again with at least a header row',
  file_without_rows: 'Cannot read "{file}": it has a header row and no rows; export it again with rows',
  file_binary: 'Cannot read "{file}": it holds NUL bytes and is no text; export it as CSV in UTF-8',
  file_unknown_kind: 'Cannot read "{file}": {detail}; export it as CSV, XLSX, JSON, NDJSON or Parquet',
  file_too_large:
    'Cannot read "{file}": {size} of {kind} is more than {limit}; export it as CSV or NDJSON, which have no limit',
  encoding_unknown:
    'Cannot read "{file}": encoding "{encoding}" is unknown; use utf-8, utf-16le or windows-1252',
  time_zone_unknown: 'Cannot read "{file}": time zone "{zone}" is unknown; give one such as Europe/Amsterdam',
  zip_bomb:
    'Cannot read "{file}": unpacked it would be {size} (limit {limit}); export it as CSV if this is really your data',
  zip_damaged:
    'Cannot read "{file}": the XLSX is damaged ({detail}); open it in a spreadsheet and save it again',
  sheet_missing: 'Cannot read "{file}": it has no sheet "{sheet}"; it has {sheets}',
  sheet_too_long: 'Cannot read "{file}": a sheet of {rows} rows is more than {limit}; save it as CSV',
  quote_open:
    'Cannot read "{file}": the quote opened on line {line} is not closed within {limit} characters; close it or give another quote character',
  json_invalid: 'Cannot read "{file}": line {line} is not valid JSON ({detail}); correct it',
  json_not_rows:
    'Cannot read "{file}": it holds no list of objects; give an array of objects or one object a line',
  parquet_invalid: 'Cannot read "{file}": {detail}; write the Parquet file again',
  header_missing: 'Cannot read "{file}": no header row was found in its first {lines} lines; add one',
  role_unknown:
    'Cannot read "{file}": it is not clear whether it holds leads, accounts, activities or outcomes; say which (--leads, --accounts, --activities or --outcomes)',
  required_column_missing: 'Cannot read "{file}": {role} need a column for {wanted}; map one',
  mapping_invalid: 'Cannot use the mapping for "{file}": {detail}',
  mapping_column_missing:
    'Cannot use the mapping for "{file}": the file has no column "{column}"; it has {columns}',
  facts_too_many:
    'Cannot read "{file}": its facts do not fit in the memory after {rows} rows ({size}); load it in bulk, split it, or give Node more memory (NODE_OPTIONS=--max-old-space-size)',
  row_count:
    'Cannot read "{file}": its rows do not add up ({detail}); this is a fault in Leadline, please report it',
  write_failed: 'Cannot write "{file}": {detail}',
  write_over_input: 'Cannot write "{file}": it is also read; choose another name',
  write_unknown_kind:
    'Cannot write "{file}": its name should end in .csv, .tsv, .xlsx, .json, .ndjson or .parquet',
  write_too_many_rows: 'Cannot write "{file}": XLSX holds at most {limit} rows; write CSV',
  write_too_long:
    'Cannot write "{file}": row {line}, column "{column}" is longer than a cell of XLSX ({limit}); write CSV',

  // One row: reasons in the rejects file.
  row_too_long: 'the row has {cells} cells and the header {columns}; quote cells that hold the delimiter',
  row_too_short: 'the row has {cells} cells and the header {columns}; look for a line break inside a cell',
  row_quote: 'a quote in the middle of a cell; double it or quote the whole cell',
  row_encoding: 'the line is not {encoding} as the rest of the file; save the file in one encoding',
  row_json: 'the record is not a JSON object ({detail}); correct it',
  nul_byte: 'the cell holds a NUL byte; remove it',
  number_invalid: '"{value}" is not a number; correct it or leave it out',
  number_decimals: '"{value}" has more than three decimals; round it',
  number_too_large: '"{value}" is larger than 9,000,000,000,000; correct it or leave it out',
  number_decimal_sign:
    '"{value}" does not fit the decimals of this column ({example}); correct it or give the decimal sign',
  boolean_invalid: '"{value}" is neither yes nor no; correct it or leave it out',
  date_invalid: '"{value}" is not a date; correct it or leave it out',
  date_before_1900: '"{value}" lies before 1900; correct the date or leave it out',
  date_after_2999: '"{value}" lies after 2999; correct the date or leave it out',
  date_order: '"{value}" is no date as {order}, the order of this column; correct it or give the order',
  range_invalid: '"{value}" is not a range such as 51-200; correct it or leave it out',
  money_invalid: '"{value}" is not an amount of money; correct it or leave it out',
  counter_invalid: '"{value}" is not a whole number of times; correct it or leave it out',
  counter_too_large: '"{value}" is more than 10,000 times; correct it or leave it out',
  properties_invalid: 'the properties are not a JSON object; correct them',
  lead_missing: 'the row names no lead; fill in the id or the e-mail address',
  account_missing: 'the row names no account; fill in the id, the domain or the name',
  activity_type_missing: 'the row names no activity; fill in the type',
  activity_date_missing: 'the row has no date; fill in when it happened',
  outcome_date_missing: 'the row has an outcome and no date; fill in when it ended',
  history_field_missing: 'the row names no field; fill in which field changed',
  id_conflict: '"{value}" already stands on line {line} with other values; keep one of them',

  // What a reader should know: warnings.
  encoding_guessed: 'Read as {encoding}, guessed from its bytes; give the encoding if letters look wrong',
  dates_ambiguous:
    'Column "{column}": {order} is assumed, no date in it tells day from month; give the order if it is another',
  decimals_ambiguous:
    'Column "{column}": "{example}" is read as {reading}, nothing in it tells thousands from decimals; give the decimal sign if it is the other',
  decimals_mixed: 'Column "{column}" writes decimals in two ways; {example} was followed',
  guessed_kind_failed:
    'Column "{column}": {count} values are no {kind} and were kept as text; the first is on line {line}',
  column_unnamed: 'Column {index} has no name and is left out',
  column_repeated: 'Column "{column}" stands twice; the second is kept as {field}',
  columns_late: '{count} keys appear only after the first {rows} records and are left out: {columns}',
  email_shared:
    '{count} e-mail addresses belong to several leads; their activities go to the first ({example})',
  rows_rejected: '{count} of {rows} rows were rejected',
  cells_left_out: '{count} cells could not be read and were left out',
  rejects_written: 'Rejected rows are in "{file}"',
  status_without_outcome:
    'Column "{column}": {count} rows have a status that is no outcome, such as "{example}"',
  currency_unknown: 'Column "{column}" names no currency; give one, or its amounts compare with none',
  sheet_chosen: 'Sheet "{sheet}" is read, the file also has {sheets}; give the sheet if it is another',
  file_date_used: '{count} activities and outcomes have no date in their row and got the date of the file',
  footer_found: '{count} lines below the rows are a footer of the report and are left out',
  types_unknown: 'Activities keep their own name where no standard one is known: {types}',

  // Why a column was mapped as it was.
  because_tool: 'the column "{name}" of {tool}',
  because_tool_language: 'the column "{name}" of {tool} in {language}',
  because_synonym: 'another name for {name}',
  because_words: 'the same words as "{name}"',
  because_spelling: 'one letter from "{name}"',
  because_values: 'its values are {what}',
  because_override: 'given by you',
  because_unknown: 'no known column; kept under its own name',
  because_second: 'column "{column}" is already {field}; kept under its own name',
  because_empty_name: 'it has no name',
  because_not_about_lead: 'says nothing of the lead ({what})',
} as const;

export type MessageCode = keyof typeof fileMessages;
export type MessageParams = Readonly<Record<string, string | number>>;

/** A sentence that can be translated: by its code and parameters, `message` being the English one. */
export interface Message {
  readonly code: MessageCode;
  readonly params: MessageParams;
  readonly message: string;
}

/** Returns the sentence of `code` with its {parameters} filled in; a parameter that is not given stays as it is. */
export function writeMessage(code: MessageCode, params: MessageParams = {}): Message {
  const message = fileMessages[code].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString('en') : value;
  });
  return { code, params, message };
}
