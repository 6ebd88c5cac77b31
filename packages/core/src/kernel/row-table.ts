import { getDecayFactors } from './decay.ts';
import { firstSlot, type Reading, type ReadingPlan } from './reading.ts';
import type { RowClasses } from './row-class.ts';

/** What to do with a row of each class. */
export interface RowTable {
  /** Counts only, and a bit for rows that slow readings want. */
  readonly counts: PackedSlots;
  /** Counts, and the slow readings that count the row; undefined unless rows are settled. */
  readonly settled: PackedSlots | undefined;
  /** 1 where a class is of a signal: by class and then by signal. */
  readonly marks: Uint8Array;
  /** Bit n where a class is of the signal of silence n, up to 31 at a time: by set of silences and then by class. */
  readonly silences: Int32Array;
  /** The same for the readings that `isOfRows` names: of their signal, or of the one that must come first. */
  readonly rowReadings: Int32Array;
}

/**
 * By class the slots that a row adds to. A word holds three of 10 bits, the lowest first; bit 30 is set when a slow
 * reading wants the row; bit 31 when there are more slots, in `more`.
 */
export interface PackedSlots {
  readonly first: Int32Array;
  /** Three more slots; undefined when no class needs them. */
  readonly second: Int32Array | undefined;
  readonly moreOffsets: Uint32Array;
  readonly more: Uint32Array;
}

/** Readings that one set of bits tells apart. */
export const readingsInSet = 31;

/** Whether a reading looks at its single rows, all leads of a unit together. */
export function isOfRows({ kind }: Reading): boolean {
  return kind !== 'count' && kind !== 'silence' && kind !== 'people';
}

const slotBits = 10;
export const slotMask = (1 << slotBits) - 1;
export const slowBit = 1 << 30;
const moreBit = 1 << 31;

/** `marks` are those of `getClassSignals`. */
export function makeRowTable(
  plan: ReadingPlan,
  marks: Uint8Array,
  { count, flags }: Pick<RowClasses, 'count' | 'flags'>,
): RowTable {
  const rowReadings = makeBits(plan, marks, count, isOfRows);
  const isOf = (rowClass: number, signal: number): boolean =>
    signal >= 0 && marks[rowClass * plan.signals.length + signal] === 1;
  const slotsOf = Array.from({ length: count }, (_, rowClass) =>
    plan.readings.flatMap(({ kind, signal }, i) =>
      kind === 'count' && isOf(rowClass, signal) ? [firstSlot + i] : [],
    ),
  );
  const isWanted = (rowClass: number): boolean =>
    plan.readings.some(
      ({ kind, signal, first }) =>
        kind !== 'count' && kind !== 'silence' && (isOf(rowClass, signal) || isOf(rowClass, first)),
    );
  return {
    counts: packSlots(slotsOf, 3, isWanted),
    settled: flags && packSlots(addFlagged(plan, slotsOf, flags), 6),
    marks,
    silences: makeBits(plan, marks, count, ({ kind }) => kind === 'silence'),
    rowReadings,
  };
}

/** With the slots of the slow readings that count a class. */
function addFlagged(plan: ReadingPlan, slotsOf: readonly number[][], flags: Int32Array): number[][] {
  const slow = plan.readings.flatMap((reading, i) => (isOfRows(reading) ? [firstSlot + i] : []));
  return slotsOf.map((slots, rowClass) => [
    ...slots,
    ...slow.filter((_, k) => ((flags[rowClass]! >>> k) & 1) === 1),
  ]);
}

function packSlots(
  slotsOf: readonly (readonly number[])[],
  places: 3 | 6,
  isWanted: (rowClass: number) => boolean = () => false,
): PackedSlots {
  const first = new Int32Array(slotsOf.length);
  const second =
    places > 3 && slotsOf.some(({ length }) => length > 3) ? new Int32Array(slotsOf.length) : undefined;
  const moreOffsets = new Uint32Array(slotsOf.length + 1);
  const more: number[] = [];
  slotsOf.forEach((slots, rowClass) => {
    const small = slots.filter((slot) => slot <= slotMask);
    first[rowClass] = packWord(small, 0) | (isWanted(rowClass) ? slowBit : 0);
    if (second) second[rowClass] = packWord(small, 3);
    more.push(...small.slice(second ? 6 : 3), ...slots.filter((slot) => slot > slotMask));
    moreOffsets[rowClass + 1] = more.length;
    if (more.length > moreOffsets[rowClass]!) first[rowClass]! |= moreBit;
  });
  return { first, second, moreOffsets, more: Uint32Array.from(more) };
}

/** Places that are not used add nothing to a slot of their own each: those before `firstSlot` have no weight. */
function packWord(slots: readonly number[], from: number): number {
  let word = 0;
  for (let place = 0; place < 3; place++) word |= (slots[from + place] ?? from + place) << (slotBits * place);
  return word;
}

function makeBits(
  plan: ReadingPlan,
  marks: Uint8Array,
  classCount: number,
  isMeant: (reading: Reading) => boolean,
): Int32Array {
  const readings = plan.readings.filter(isMeant);
  const bits = new Int32Array(Math.ceil(readings.length / readingsInSet) * classCount);
  readings.forEach(({ signal, first }, n) => {
    const start = Math.floor(n / readingsInSet) * classCount;
    for (let rowClass = 0; rowClass < classCount; rowClass++) {
      const isOf = (each: number): boolean => each >= 0 && marks[rowClass * plan.signals.length + each] === 1;
      if (isOf(signal) || isOf(first)) bits[start + rowClass]! |= 1 << (n % readingsInSet);
    }
  });
  return bits;
}

/**
 * Factors of all readings by age: of slot s at age a in `[a * width + s]`, zero outside a count's window. Slots lie side
 * by side, so that a row touches one or two lines of the cache.
 */
export interface Weights {
  readonly width: number;
  /** Ages in the table, 0 up to not including this. */
  readonly length: number;
  readonly factors: Float64Array;
  /** Ages from which on no reading but silence asks for a row. */
  readonly endAge: number;
}

const made = new WeakMap<ReadingPlan, Weights>();

/** Weights for ages 0 up to `oldest`. */
export function getWeights(plan: ReadingPlan, oldest: number): Weights {
  const endAge = Math.max(0, ...plan.readings.map(getEndAge));
  const needed = Math.min(oldest + 1, endAge);
  const known = made.get(plan);
  if (known !== undefined && known.length >= needed) return known;
  const length = known === undefined ? needed : Math.min(endAge, Math.max(needed, known.length * 2));
  const width = firstSlot + plan.readings.length;
  const factors = new Float64Array(length * width);
  plan.readings.forEach((reading, i) => {
    const ofDecay = getDecayFactors(reading.decay, Math.min(length, reading.reach));
    for (let age = reading.fromAge; age < ofDecay.length; age++)
      factors[age * width + firstSlot + i] = ofDecay[age]!;
  });
  const weights = { width, length, factors, endAge };
  made.set(plan, weights);
  return weights;
}

/** First age from which a reading asks for no row. */
export function getEndAge(reading: Reading): number {
  if (reading.kind === 'silence') return 0;
  return reading.kind === 'sequence' ? reading.reach + reading.apart : reading.reach;
}
