import type { Column } from '../columns.ts';
import type { ValueKind } from '../fact.ts';
import { getValueKey, readValue, type TypedValue } from '../value/value.ts';

const typed = new WeakMap<Column, Map<ValueKind, readonly (TypedValue | undefined)[]>>();
const distinct = new WeakMap<readonly (TypedValue | undefined)[], DistinctCodes>();

/** The values of a column's dictionary read as a kind, parallel to it; kept as long as the column is. */
export function readColumn(column: Column, kind: ValueKind): readonly (TypedValue | undefined)[] {
  let byKind = typed.get(column);
  if (byKind === undefined) {
    byKind = new Map();
    typed.set(column, byKind);
  }
  let values = byKind.get(kind);
  if (values === undefined) {
    values = column.values.map((value) => readValue(value, kind));
    byKind.set(kind, values);
  }
  return values;
}

/** For each code of a dictionary a number that only equal values share; 0 for a missing one. */
export interface DistinctCodes {
  readonly codes: Uint32Array;
  /** One more than the greatest code. */
  readonly size: number;
}

export function getDistinctCodes(values: readonly (TypedValue | undefined)[]): DistinctCodes {
  let known = distinct.get(values);
  if (known === undefined) {
    const codeOf = new Map<string, number>();
    const codes = Uint32Array.from(values, (value) => {
      if (value === undefined) return 0;
      const key = typeof value === 'string' ? value : getValueKey(value);
      let code = codeOf.get(key);
      if (code === undefined) {
        code = codeOf.size + 1;
        codeOf.set(key, code);
      }
      return code;
    });
    known = { codes, size: codeOf.size + 1 };
    distinct.set(values, known);
  }
  return known;
}
