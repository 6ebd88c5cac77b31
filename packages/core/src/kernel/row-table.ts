import { getDecayFactors } from './decay.ts';
import { firstSlot, type Reading, type ReadingPlan } from './reading.ts';

/** What to do with a row of each class, and what each reading adds by age. */
export interface RowTable {
  /**
   * By class: three slots of 10 bits, the lowest first; bit 30 when a slow reading wants the row; bit 31 when there are
   * more slots, in `more`.
   */
  readonly packed: Int32Array;
  readonly moreOffsets: Uint32Array;
  readonly more: Uint32Array;
  /** 1 where a class is of a signal: by class and then by signal. */
  readonly marks: Uint8Array;
  /** Bit n where a class is of the signal of silence n, up to 31 at a time: by set of silences and then by class. */
  readonly silences: Int32Array;
  /** The same for the readings that `isOfRows` names: of their signal, or of the one that must come first. */
  readonly rowReadings: Int32Array;
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
export function makeRowTable(plan: ReadingPlan, marks: Uint8Array, classCount: number): RowTable {
  const signalCount = plan.signals.length;
  const packed = new Int32Array(classCount);
  const moreOffsets = new Uint32Array(classCount + 1);
  const more: number[] = [];
  for (let rowClass = 0; rowClass < classCount; rowClass++) {
    const isOf = (signal: number): boolean => signal >= 0 && marks[rowClass * signalCount + signal] === 1;
    let word = 0;
    let used = 0;
    plan.readings.forEach((reading, i) => {
      if (reading.kind === 'silence') return;
      if (reading.kind !== 'count') {
        if (isOf(reading.signal) || isOf(reading.first)) word |= slowBit;
      } else if (isOf(reading.signal)) {
        const slot = firstSlot + i;
        if (used < firstSlot && slot <= slotMask) word |= slot << (slotBits * used++);
        else more.push(slot);
      }
    });
    // Slots 0, 1 and 2 have no weight: a place that is not used adds nothing to its own one.
    for (; used < firstSlot; used++) word |= used << (slotBits * used);
    moreOffsets[rowClass + 1] = more.length;
    packed[rowClass] = more.length > moreOffsets[rowClass]! ? word | moreBit : word;
  }
  const silences = makeBits(plan, marks, classCount, ({ kind }) => kind === 'silence');
  const rowReadings = makeBits(plan, marks, classCount, isOfRows);
  return { packed, moreOffsets, more: Uint32Array.from(more), marks, silences, rowReadings };
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
  readonly factors: Int32Array;
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
  const factors = new Int32Array(length * width);
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
