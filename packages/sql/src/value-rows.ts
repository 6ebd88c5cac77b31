import {
  compilePattern,
  isMissing,
  type Model,
  matchesPattern,
  type PlainValue,
  planModel,
  readValue,
  type TypedInterval,
} from '@leadline/core';
import { getPlainText } from '@leadline/core/compiler';
import { listPatterns } from './leaf.ts';
import { toStoredText } from './stored-text.ts';
import type { Cell, Row, TableRows } from './table.ts';

/** Distinct plain values with an id each, in the order they came. */
export interface ValueBook {
  readonly ids: Map<string, number>;
  readonly values: PlainValue[];
}

/** Stands in `lo` (negated) and `hi` for no bound on that side; no value is that great. */
export const noBound = Number.MAX_SAFE_INTEGER;

export function startValues(): ValueBook {
  return { ids: new Map(), values: [] };
}

/** The id of a value, which is added if it is new. A text and a number that read alike are two values. */
export function addValue(book: ValueBook, value: PlainValue): number {
  const key = typeof value === 'string' ? `"${value}` : getPlainText(value);
  const known = book.ids.get(key);
  if (known !== undefined) return known;
  const id = book.values.push(value) - 1;
  book.ids.set(key, id);
  return id;
}

/** What each value is as every kind, and the folded texts of each. */
export function listValueRows({ values }: ValueBook): Pick<TableRows, 'plain_values' | 'value_texts'> {
  const firstOfText = new Map<Cell, number>();
  return {
    plain_values: values.map((value, id): Row => {
      const text = (readValue(value, 'text') as string | undefined) ?? null;
      if (text !== null && !firstOfText.has(text)) firstOfText.set(text, id);
      return [id, text, firstOfText.get(text) ?? null, ...getReadings(value)];
    }),
    value_texts: values.flatMap((value, id) => getTexts(value).map((text): Row => [id, text])),
  };
}

function getReadings(value: PlainValue): Cell[] {
  const claim = readValue(value, 'boolean') as boolean | undefined;
  const moment = readValue(value, 'date') as number | undefined;
  const interval = readValue(value, 'money') as TypedInterval | undefined;
  const texts = getTexts(value);
  return [
    typeof value === 'string' && !isMissing(value) ? toStoredText(value) : null,
    claim === undefined ? null : Number(claim),
    moment ?? null,
    interval ? Math.max(-noBound, interval.lo) : null,
    interval ? Math.min(noBound, interval.hi) : null,
    interval?.currency === undefined ? null : toStoredText(interval.currency),
    texts.length === 0 ? null : JSON.stringify(texts),
  ];
}

function getTexts(value: PlainValue): readonly string[] {
  return (readValue(value, 'list') as readonly string[] | undefined) ?? [];
}

/** Which values each pattern of the models is found in: `matches` is searched for here, never by an engine. */
export function getPatternRows({ values }: ValueBook, models: readonly Model[]): Row[] {
  const patterns = new Set(models.flatMap((model) => listPatterns(planModel(model))));
  return [...patterns].flatMap((pattern) => {
    const search = compilePattern(pattern);
    return values.flatMap((value, id): Row[] => {
      const text = readValue(value, 'text') as string | undefined;
      return text !== undefined && matchesPattern(search, text) ? [[toStoredText(pattern), id]] : [];
    });
  });
}
