import type { ValueKind } from '../fact.ts';
import type { RangesRule, ValuesRule } from '../rule.ts';
import { foldText } from '../value/text.ts';
import { type Check, report, reportKey } from './check.ts';
import { type Path, quoteValue } from './problem.ts';

/** Checks a table of values: of text or a list, no value twice once case and accents are gone. */
export function checkValues(check: Check, rule: ValuesRule, kind: ValueKind | undefined, path: Path): void {
  if (kind !== undefined && kind !== 'text' && kind !== 'list') {
    report(check, 'values_not_for_kind', [...path, 'field'], { field: rule.field, kind });
  }
  const seen = new Map<string, string>();
  const at = [...path, 'values'];
  for (const value of Object.keys(rule.values)) {
    const folded = foldText(value);
    const first = seen.get(folded);
    if (folded === '') reportKey(check, 'literal_empty', [...at, value], { got: quoteValue(value) });
    if (first !== undefined) {
      reportKey(check, 'value_twice', [...at, value], { got: quoteValue(value), first: quoteValue(first) });
    }
    seen.set(folded, first ?? value);
  }
  if (seen.size === 0) report(check, 'empty_map', at);
}

/** Checks a table of ranges: of amounts, none empty and no two overlapping. */
export function checkRanges(check: Check, rule: RangesRule, kind: ValueKind | undefined, path: Path): void {
  if (kind !== undefined && kind !== 'number' && kind !== 'range' && kind !== 'money') {
    report(check, 'ranges_not_for_kind', [...path, 'field'], { field: rule.field, kind });
  }
  if (kind === 'money' && rule.currency === undefined) report(check, 'ranges_need_currency', path);
  if (kind !== undefined && kind !== 'money' && rule.currency !== undefined) {
    reportKey(check, 'currency_not_for_kind', [...path, 'currency'], { field: rule.field, kind });
  }
  const rows: { from: number; to: number; at: Path; number: number }[] = [];
  for (const [index, { from, to }] of rule.ranges.entries()) {
    const at = [...path, 'ranges', index];
    if (from === undefined && to === undefined) report(check, 'range_without_end', at);
    else if (from !== undefined && to !== undefined && from >= to)
      report(check, 'range_empty', at, { from, to });
    else rows.push({ from: from ?? -Infinity, to: to ?? Infinity, at, number: index + 1 });
  }
  rows.sort((a, b) => a.from - b.from || a.to - b.to);
  let last: (typeof rows)[number] | undefined;
  for (const row of rows) {
    if (last && row.from < last.to)
      report(check, 'ranges_overlap', row.at, { first: last.number, second: row.number });
    if (!last || row.to > last.to) last = row;
  }
}
