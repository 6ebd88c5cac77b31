import { foldText, readThousandths, type ValueKind } from '@leadline/core';
import { getThousandths, type RangesRule, type ValuesRule } from '@leadline/core/compiler';
import { allOf, anyOf, chooseFirst, joinSql, type Sql, sql } from './sql.ts';
import { toStoredText } from './stored-text.ts';
import { type TypedValues, textColumn } from './typed-values.ts';
import { isOfKind } from './value-test.ts';

/** Points of a value of a row `v` of typed values by a table of values; NULL for a missing one. */
export function compileValuesTable(values: TypedValues, rule: ValuesRule, kind: ValueKind): Sql {
  const { dialect } = values.program;
  const rows = new Map(
    Object.entries(rule.values).map(([key, points]) => [readKey(key, kind), getThousandths(points)]),
  );
  const otherwise = getThousandths(rule.otherwise ?? 0);
  const look = (column: Sql, write: (key: string) => Sql, otherwise: Sql): Sql =>
    chooseFirst(
      [...rows].map(([key, points]) => ({ when: sql`${column} = ${write(key)}`, give: points })),
      otherwise,
    );
  const found = (): Sql => {
    switch (kind) {
      case 'number':
        return look(sql`v.lo`, (key) => sql`${Number(key)}`, sql`${otherwise}`);
      case 'boolean':
        return look(
          sql`CASE WHEN v.is_true = 1 THEN 'true' ELSE 'false' END`,
          dialect.text,
          sql`${otherwise}`,
        );
      case 'list':
        return sql`COALESCE(v.${textColumn(values, look(sql`t.folded`, dialect.text, dialect.asInteger(sql`NULL`)))}, ${otherwise})`;
      default:
        return look(sql`v.folded`, dialect.text, sql`${otherwise}`);
    }
  };
  return sql`CASE WHEN ${isOfKind[kind]} THEN ${found()} END`;
}

function readKey(key: string, kind: ValueKind): string {
  return kind === 'number' ? String(readThousandths(key)) : foldText(key);
}

/** Points by a table of half-open ranges; NULL for what is unknown: a missing value, another currency, a part of a row. */
export function compileRangesTable(values: TypedValues, rule: RangesRule, kind: ValueKind): Sql {
  const rows = rule.ranges.map(({ from, to, points }) => {
    const at = (bound: number): Sql => sql`${getThousandths(bound)}`;
    const bounds = (low: Sql, high: Sql): Sql =>
      allOf([
        ...(from === undefined ? [] : [sql`${low} >= ${at(from)}`]),
        ...(to === undefined ? [] : [sql`${high} < ${at(to)}`]),
      ]);
    return {
      whole: { when: bounds(sql`v.lo`, sql`v.hi`), give: getThousandths(points) },
      touched: bounds(sql`v.hi`, sql`v.lo`),
    };
  });
  const found = chooseFirst(
    [...rows.map(({ whole }) => whole), { when: anyOf(rows.map(({ touched }) => touched)), give: sql`NULL` }],
    getThousandths(rule.otherwise ?? 0),
  );
  const isRead = [isOfKind[kind]];
  if (kind === 'money') {
    isRead.push(sql`v.currency = ${values.program.dialect.text(toStoredText(rule.currency ?? ''))}`);
  }
  return sql`CASE WHEN ${joinSql(isRead, ' AND ')} THEN ${found} END`;
}
