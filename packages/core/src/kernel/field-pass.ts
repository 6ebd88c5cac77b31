import type { Codes } from '../columns.ts';
import { type Binding, blockUnits, type FieldTable } from './binding.ts';
import { type BoundCriterion, testUnit } from './bound-criterion.ts';
import { enterUnit, type Pass } from './pass.ts';

/** Codes of one block: a loop over one kind of array is faster than over three, by more than the copy takes. */
const blockCodes = new Uint32Array(blockUnits);

function copyCodes(codes: Codes, start: number, end: number): Uint32Array {
  blockCodes.set(codes.subarray(start, end));
  return blockCodes;
}

/** Adds the points that fields give to units `start` up to, not including, `end` to the sums of their groups. */
export function addFieldPoints(
  tables: readonly FieldTable[],
  sums: Float64Array,
  stride: number,
  start: number,
  end: number,
): void {
  let last: Codes | undefined;
  for (const { codes, group, points } of tables) {
    if (codes !== last) copyCodes(codes, start, end);
    last = codes;
    addTable(blockCodes, points, sums, group * stride, end - start);
  }
}

function addTable(
  codes: Uint32Array,
  points: Float64Array,
  sums: Float64Array,
  to: number,
  count: number,
): void {
  for (let u = 0; u < count; u++) sums[to + u]! += points[codes[u]!]!;
}

/** Counts the known fields of each unit from `start` up to, not including, `end`. */
export function addCoverage(
  coverage: Binding['coverage'],
  known: Uint16Array,
  start: number,
  end: number,
): void {
  known.fill(0);
  for (const field of coverage) addKnown(copyCodes(field.codes, start, end), field.known, known, end - start);
}

function addKnown(codes: Uint32Array, isKnown: Uint8Array, known: Uint16Array, count: number): void {
  for (let u = 0; u < count; u++) known[u]! += isKnown[codes[u]!]!;
}

/** Outcomes of a test for `count` units from `start` on. */
export function testUnits(pass: Pass, criterion: BoundCriterion, start: number, count: number): Uint8Array {
  const truths = new Uint8Array(count);
  switch (criterion.kind) {
    case 'table':
      readTruths(copyCodes(criterion.codes, start, start + count), criterion.truths, truths);
      break;
    case 'all':
    case 'any':
    case 'none':
      truths.fill(criterion.kind === 'all' ? 2 : 0);
      for (const part of criterion.parts)
        joinTruths(truths, testUnits(pass, part, start, count), criterion.kind === 'all');
      if (criterion.kind === 'none') for (let u = 0; u < count; u++) truths[u] = 2 - truths[u]!;
      break;
    default:
      for (let u = 0; u < count; u++) {
        enterUnit(pass, start, start + u);
        truths[u] = testUnit(criterion, start + u, pass.facts);
      }
  }
  return truths;
}

function readTruths(codes: Uint32Array, ofCode: Uint8Array, truths: Uint8Array): void {
  for (let u = 0; u < truths.length; u++) truths[u] = ofCode[codes[u]!]!;
}

/** Keeps the least of both, or the greatest. */
function joinTruths(truths: Uint8Array, others: Uint8Array, isLeast: boolean): void {
  if (isLeast) for (let u = 0; u < truths.length; u++) truths[u] = Math.min(truths[u]!, others[u]!);
  else for (let u = 0; u < truths.length; u++) truths[u] = Math.max(truths[u]!, others[u]!);
}
