import type { PlainValue, ValueKind } from '@leadline/core';

export interface ScoreColumn {
  readonly name: string;
  readonly kind: ValueKind;
}

export type ScoreRow = Readonly<Record<string, PlainValue | null | undefined>>;
export type ScoreRows = Iterable<ScoreRow> | AsyncIterable<ScoreRow>;

/** Writes one kind of file to a path; returns how many rows it wrote. */
export type ScoreWriter = (
  rows: ScoreRows,
  columns: readonly ScoreColumn[],
  target: WriteTarget,
) => Promise<number>;

export interface WriteTarget {
  /** The file to write to, not yet under its name. */
  readonly path: string;
  /** What it is called in errors. */
  readonly name: string;
  readonly delimiter: string;
  write(text: string): Promise<void>;
}
