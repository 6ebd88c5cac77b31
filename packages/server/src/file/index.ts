export { type ActivityContent, activityId } from './activity-id.ts';
export { type ActivityType, activityTypes, findActivityType } from './activity-type.ts';
export type {
  FactFile,
  FileReport,
  ReadOptions,
  ReadReport,
  ReadResult,
  Reject,
  RowCounts,
} from './fact-file.ts';
export { FileError, type FilePlace } from './file-error.ts';
export { escapeFormula } from './formula.ts';
export { type InspectedFile, inspectFile } from './inspect-file.ts';
export {
  type ColumnMapping,
  type ColumnOverride,
  type ColumnTarget,
  columnTargets,
  type DateOrder,
  type DecimalSign,
  dateOrders,
  type FileRole,
  fileRoles,
  type Mapping,
  type MappingOverride,
  type Sureness,
} from './mapping.ts';
export { fileMessages, type Message, type MessageCode, type MessageParams, writeMessage } from './message.ts';
export { findOutcome } from './outcome-text.ts';
export { readFacts } from './read-facts.ts';
export type { ScoreColumn, ScoreRow, ScoreRows } from './score-row.ts';
export { openSource } from './source-file.ts';
export {
  type FileKind,
  fileKinds,
  findKindOfName,
  type SourceFile,
  type SourceOverride,
  type SourceShape,
} from './source-shape.ts';
export { type Cell, Problem, type Table, type TableRow } from './table.ts';
export { type WriteOptions, writeScores } from './write-scores.ts';
