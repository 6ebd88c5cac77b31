import type { FactFile } from './fact-file.ts';
import type { Mapping } from './mapping.ts';
import type { Message } from './message.ts';
import { recogniseFile } from './recognition.ts';
import { openSource } from './source-file.ts';
import type { SourceShape } from './source-shape.ts';
import { writeCell } from './table.ts';

/** What a file was recognised as, to show before anything is read from it. */
export interface InspectedFile {
  readonly file: string;
  readonly shape: SourceShape;
  readonly mapping: Mapping;
  /** The first rows as they are written. */
  readonly rows: readonly (readonly string[])[];
  readonly warnings: readonly Message[];
}

const shownRows = 20;

/** Recognises a file as `readFacts` would, and reads no facts. The mapping can be changed and given back. */
export async function inspectFile(file: FactFile): Promise<InspectedFile> {
  const source = await openSource(file.path, file);
  const { mapping, warnings } = recogniseFile(source, file);
  return {
    file: source.name,
    shape: source.shape,
    mapping,
    rows: source.table.sample.slice(0, shownRows).map((row) => row.cells.map((cell) => writeCell(cell))),
    warnings: [...source.warnings, ...warnings],
  };
}
