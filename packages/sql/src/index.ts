export type { CompiledModel, CompileOptions, ModelQueries } from './compile-model.ts';
export { compileModel } from './compile-model.ts';
export { addPropertyColumns, createStoredTable, createTables, insertRows } from './create-tables.ts';
export { getDecayRows } from './decay-rows.ts';
export { clickhouse } from './dialect/clickhouse.ts';
export { duckdb } from './dialect/duckdb.ts';
export { postgres } from './dialect/postgres.ts';
export type { Dialect } from './dialect.ts';
export type { StageEntry } from './fact-rows.ts';
export { getFactRows, listProperties } from './fact-rows.ts';
export {
  countRepeats,
  noText,
  selectAddressOwners,
  selectAsked,
  selectLastKnown,
  selectMergedLeads,
  selectMissing,
  selectNewActivities,
  selectNewest,
  selectNoTexts,
  selectOtherStages,
} from './load-table.ts';
export {
  countChanges,
  countRows,
  listCompared,
  selectChanges,
  selectCompared,
  selectScores,
  selectStages,
} from './score-table.ts';
export { readStoredText, toStoredText } from './stored-text.ts';
export type { Cell, Row, Table, TableNames, TableRows } from './table.ts';
export { layoutVersion, listColumns, tableNames } from './table.ts';
export { listModelPatterns } from './value-rows.ts';
