import type { ActivityColumns, Codes } from '../columns.ts';
import type { ActivityCriterion, PropertyCriterion } from '../criterion.ts';
import { getPropertyKind } from '../document/model-kind.ts';
import type { Model } from '../model.ts';
import type { TypedValue } from '../value/value.ts';
import type { ReadingPlan } from './reading.ts';
import type { SignalChoice } from './signal.ts';
import { readColumn } from './typed-column.ts';
import { compileValueTest, isTrue, isUnknown, type Truth, toDay, type ValueTest } from './value-test.ts';

/**
 * Activity rows sorted into classes that no criterion of a model tells apart, so that everything about a row but its age
 * is looked up by one small number.
 */
export interface RowClasses {
  /** First row that is classed; `of[r - firstRow]` is the class of row r. */
  readonly firstRow: number;
  readonly of: Uint16Array | Uint32Array;
  readonly count: number;
  /** Whether a criterion depends on the day of the score. */
  readonly isRelative: boolean;
  readonly types: readonly string[];
  /** As in `ActivityColumns.type`, by class; -1 for the class of rows that nothing reads. */
  readonly typeCode: Int32Array;
  readonly reads: readonly PropertyRead[];
  /** Class of each property's value, by class and then by property read. */
  readonly parts: Uint32Array;
  /** Bit k by class where the k-th of the slow readings counts the class's rows; undefined unless rows are settled. */
  readonly flags?: Int32Array;
}

/** A property that criteria read, with its dictionary sorted into classes of values of equal outcome. */
interface PropertyRead {
  readonly name: string;
  readonly codes: Codes;
  readonly classOf: Uint32Array;
  /** One value of each class. */
  readonly samples: readonly (TypedValue | undefined)[];
  readonly tests: ReadonlyMap<string, ValueTest>;
}

/** Rows put together at once; a block of sums stays in the nearest cache. */
const blockRows = 8192;
/** Up to here every possible class has a number; above only those that occur. */
const mostDense = 1 << 16;
const mostIndexes = 2 ** 53;

/** Classes of the rows `firstRow` up to, not including, `endRow`. */
export function classifyRows(
  model: Model,
  plans: readonly ReadingPlan[],
  activities: ActivityColumns,
  firstRow: number,
  endRow: number,
): RowClasses {
  const choices = plans.flatMap((plan) => plan.signals.flatMap((signal) => signal.choices));
  const reads = getPropertyReads(model, choices, activities);
  const { base, strides, size } = numberClasses(choices, reads, activities.types);
  const indexed = indexRows(activities, reads, base, strides, size, firstRow, endRow);
  const count = indexed.indexes.length;
  const typeCode = new Int32Array(count).fill(-1);
  const parts = new Uint32Array(count * reads.length);
  const starts = [...base.keys()].filter((code) => base[code]! > 0).sort((a, b) => base[a]! - base[b]!);
  indexed.indexes.forEach((index, rowClass) => {
    const code = starts.findLast((candidate) => base[candidate]! <= index);
    if (code === undefined) return;
    typeCode[rowClass] = code;
    let rest = index - base[code]!;
    for (let i = reads.length - 1; i >= 0; i--) {
      const stride = strides[i]![code]!;
      if (stride === 0) continue;
      parts[rowClass * reads.length + i] = Math.floor(rest / stride);
      rest %= stride;
    }
  });
  const isRelative = reads.some((read) => [...read.tests.values()].some((test) => test.isRelative));
  return { firstRow, of: indexed.of, count, isRelative, types: activities.types, typeCode, reads, parts };
}

function getPropertyReads(
  model: Model,
  choices: readonly SignalChoice[],
  activities: ActivityColumns,
): PropertyRead[] {
  const criteria = new Map<string, Map<string, PropertyCriterion>>();
  for (const { where } of choices) {
    for (const criterion of where ? getLeaves(where) : []) {
      let ofProperty = criteria.get(criterion.property);
      if (ofProperty === undefined) {
        ofProperty = new Map();
        criteria.set(criterion.property, ofProperty);
      }
      ofProperty.set(JSON.stringify(criterion), criterion);
    }
  }
  return [...criteria].map(([name, ofProperty]) => {
    const kind = getPropertyKind(model, name);
    const tests = new Map(
      [...ofProperty].map(([key, criterion]) => [key, compileValueTest(criterion, kind)]),
    );
    const column = activities.properties.get(name);
    const values = column ? readColumn(column, kind) : [undefined];
    return {
      name,
      codes: column?.codes ?? new Uint8Array(0),
      tests,
      ...partition(values, [...tests.values()]),
    };
  });
}

function getLeaves(where: ActivityCriterion): PropertyCriterion[] {
  if ('property' in where) return [where];
  return ('all' in where ? where.all : 'any' in where ? where.any : where.none).flatMap(getLeaves);
}

/** Puts values together that all tests answer alike, whatever the day. */
function partition(
  values: readonly (TypedValue | undefined)[],
  tests: readonly ValueTest[],
): Pick<PropertyRead, 'classOf' | 'samples'> {
  const fixed = tests.filter((test) => !test.isRelative);
  const isRelative = fixed.length < tests.length;
  const samples: (TypedValue | undefined)[] = [];
  const classOfKey = new Map<string, number>();
  const classOf = Uint32Array.from(values, (value) => {
    let key = '';
    for (const { test } of fixed) key += test(value, 0);
    if (isRelative && value !== undefined) key += ` ${toDay(value)}`;
    let valueClass = classOfKey.get(key);
    if (valueClass === undefined) {
      valueClass = samples.push(value) - 1;
      classOfKey.set(key, valueClass);
    }
    return valueClass;
  });
  return { classOf, samples };
}

/** Index of the class of a row = base of its type code + for each property, class of its value times a stride. */
interface ClassNumbers {
  /** 0 for codes that no signal takes. */
  readonly base: Float64Array;
  /** By property read and then type code; 0 where the type's signals do not read the property. */
  readonly strides: readonly Float64Array[];
  /** Number of indexes. */
  readonly size: number;
}

function numberClasses(
  choices: readonly SignalChoice[],
  reads: readonly PropertyRead[],
  types: readonly string[],
): ClassNumbers {
  const codeCount = types.length * 2;
  const base = new Float64Array(codeCount);
  const strides = reads.map(() => new Float64Array(codeCount));
  let size = 1;
  for (let code = 0; code < codeCount; code++) {
    const taking = choices.filter((choice) => takesType(choice, types, code));
    if (taking.length === 0) continue;
    const names = new Set(
      taking.flatMap(({ where }) => (where ? getLeaves(where) : [])).map((leaf) => leaf.property),
    );
    base[code] = size;
    let stride = 1;
    reads.forEach((read, i) => {
      if (!names.has(read.name) || read.codes.length === 0) return;
      strides[i]![code] = stride;
      stride *= read.samples.length;
    });
    size += stride;
  }
  if (size > mostIndexes)
    throw new RangeError('Cannot tell activities apart: too many criteria on too many properties');
  return { base, strides, size };
}

function takesType(choice: SignalChoice, types: readonly string[], code: number): boolean {
  return (choice.includeAutomated || (code & 1) === 0) && choice.types.includes(types[code >> 1]!);
}

/** The class of each row, and the index that each class stands for. */
function indexRows(
  activities: ActivityColumns,
  reads: readonly PropertyRead[],
  base: Float64Array,
  strides: readonly Float64Array[],
  size: number,
  firstRow: number,
  endRow: number,
): { readonly of: Uint16Array | Uint32Array; readonly indexes: readonly number[] } {
  const isDense = size <= mostDense;
  const rowCount = endRow - firstRow;
  let of: Uint16Array | Uint32Array = new Uint16Array(rowCount);
  const indexes = isDense ? Array.from({ length: size }, (_, index) => index) : [0];
  const classOfIndex = new Map<number, number>([[0, 0]]);
  const isSmall = size < 2 ** 31;
  const sums = isSmall ? new Int32Array(blockRows) : new Float64Array(blockRows);
  const baseOf = isSmall ? Int32Array.from(base) : base;
  const stridesOf = isSmall ? strides.map((stride) => Int32Array.from(stride)) : strides;
  for (let start = firstRow; start < endRow; start += blockRows) {
    const end = Math.min(start + blockRows, endRow);
    for (let r = start; r < end; r++) sums[r - start] = baseOf[activities.type[r]!]!;
    for (let i = 0; i < reads.length; i++) {
      if (reads[i]!.codes.length > 0) addParts(sums, activities.type, reads[i]!, stridesOf[i]!, start, end);
    }
    if (isDense) {
      for (let r = start; r < end; r++) of[r - firstRow] = sums[r - start]!;
      continue;
    }
    for (let r = start; r < end; r++) {
      const index = sums[r - start]!;
      let rowClass = classOfIndex.get(index);
      if (rowClass === undefined) {
        rowClass = indexes.push(index) - 1;
        classOfIndex.set(index, rowClass);
        if (rowClass === 0x10000) of = Uint32Array.from(of);
      }
      of[r - firstRow] = rowClass;
    }
  }
  return { of, indexes };
}

function addParts(
  sums: Int32Array | Float64Array,
  type: Codes,
  read: PropertyRead,
  stride: Int32Array | Float64Array,
  start: number,
  end: number,
): void {
  const { codes, classOf } = read;
  for (let r = start; r < end; r++) sums[r - start]! += classOf[codes[r]!]! * stride[type[r]!]!;
}

/** 1 where a class is of a signal: by class and then by signal. `day` is day(at). */
export function getClassSignals(classes: RowClasses, plan: ReadingPlan, day: number): Uint8Array {
  const { signals } = plan;
  const marks = new Uint8Array(classes.count * signals.length);
  for (let rowClass = 0; rowClass < classes.count; rowClass++) {
    const code = classes.typeCode[rowClass]!;
    if (code < 0) continue;
    signals.forEach(({ choices }, signal) => {
      const isOf = choices.some(
        (choice) =>
          takesType(choice, classes.types, code) &&
          (choice.where === undefined || testWhere(classes, choice.where, rowClass, day) === isTrue),
      );
      if (isOf) marks[rowClass * signals.length + signal] = 1;
    });
  }
  return marks;
}

function testWhere(classes: RowClasses, where: ActivityCriterion, rowClass: number, day: number): Truth {
  if ('all' in where) return least(where.all.map((part) => testWhere(classes, part, rowClass, day)));
  if ('any' in where) return greatest(where.any.map((part) => testWhere(classes, part, rowClass, day)));
  if ('none' in where) {
    return (2 - greatest(where.none.map((part) => testWhere(classes, part, rowClass, day)))) as Truth;
  }
  const i = classes.reads.findIndex((read) => read.name === where.property);
  const read = classes.reads[i]!;
  const value = read.samples[classes.parts[rowClass * classes.reads.length + i]!];
  return read.tests.get(JSON.stringify(where))?.test(value, day) ?? isUnknown;
}

function least(truths: readonly Truth[]): Truth {
  return Math.min(...truths) as Truth;
}

function greatest(truths: readonly Truth[]): Truth {
  return Math.max(...truths) as Truth;
}
