import type { Codes } from '../columns.ts';
import type { Binding, FieldTable } from './binding.ts';

/** Adds the points that fields give to units `start` up to, not including, `end` to the sums of their groups. */
export function addFieldPoints(
  tables: readonly FieldTable[],
  sums: readonly Float64Array[],
  start: number,
  end: number,
): void {
  for (const { codes, group, points } of tables) addTable(codes, points, sums[group]!, start, end);
}

function addTable(codes: Codes, points: Float64Array, sums: Float64Array, start: number, end: number): void {
  const count = end - start;
  for (let i = 0; i < count; i++) sums[i]! += points[codes[start + i]!]!;
}

/** Counts the known fields of each unit from `start` up to, not including, `end`. */
export function addCoverage(
  coverage: Binding['coverage'],
  known: Uint16Array,
  start: number,
  end: number,
): void {
  known.fill(0);
  for (const field of coverage) addKnown(field.codes, field.known, known, start, end);
}

function addKnown(codes: Codes, isKnown: Uint8Array, known: Uint16Array, start: number, end: number): void {
  const count = end - start;
  for (let i = 0; i < count; i++) known[i]! += isKnown[codes[start + i]!]!;
}
