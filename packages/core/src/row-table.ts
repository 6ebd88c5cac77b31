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
  return { packed, moreOffsets, more: Uint32Array.from(more), marks };
}

/** Factors of all readings by age: of slot s at age a in `[(s << shift) + a]`, zero outside a count's window. */
export interface Weights {
  readonly shift: number;
  readonly factors: Int32Array;
  /** Ages from which on no reading but silence and people asks for a row. */
  readonly endAge: number;
}

const made = new WeakMap<ReadingPlan, Weights>();

/** Weights for ages 0 up to `oldest`. */
export function getWeights(plan: ReadingPlan, oldest: number): Weights {
  const length = oldest + 1;
  const shift = length <= 1 ? 0 : 32 - Math.clz32(length - 1);
  const known = made.get(plan);
  if (known !== undefined && known.shift >= shift) return known;
  const stride = 2 ** shift;
  const factors = new Int32Array((firstSlot + plan.readings.length) * stride);
  plan.readings.forEach((reading, i) => {
    const start = (firstSlot + i) * stride;
    const end = Math.min(stride, reading.reach);
    if (end <= reading.fromAge) return;
    const ofDecay = getDecayFactors(reading.decay, stride);
    factors.set(ofDecay.subarray(reading.fromAge, end), start + reading.fromAge);
  });
  const endAge = Math.max(0, ...plan.readings.map(getEndAge));
  const weights = { shift, factors, endAge };
  made.set(plan, weights);
  return weights;
}

/** First age from which a reading asks for no row. */
function getEndAge(reading: Reading): number {
  if (reading.kind === 'silence') return 0;
  return reading.kind === 'sequence' ? reading.reach + reading.apart : reading.reach;
}
