import type { FileRole } from './mapping.ts';
import type { MeaningText } from './meaning.ts';

/** Meaning, then the header in English, Dutch and Swedish (others it also has apart by |). */
export type ToolColumn = readonly [meaning: MeaningText, en: string, nl?: string, sv?: string];

/** The columns of one export of one tool. */
export interface KnownTool {
  readonly name: string;
  readonly role: FileRole;
  readonly columns: readonly ToolColumn[];
}
