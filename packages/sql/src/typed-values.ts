import { addRelation, type Program, tableOf } from './program.ts';
import { as, type Join, leftJoin, nest, type Sql, sql, toSql } from './sql.ts';
import { toStoredText } from './stored-text.ts';
import { type Table, tableColumns } from './table.ts';

/** Values read as every kind, with what criteria on texts of lists and patterns say of each, once per distinct value. */
export interface TypedValues {
  readonly program: Program;
  /** Expressions over a text `t.folded`; of a list the greatest counts. */
  readonly texts: Sql[];
  readonly patterns: string[];
}

export function startTypedValues(program: Program): TypedValues {
  return { program, texts: [], patterns: [] };
}

/** The column of an expression over the texts of a value. */
export function textColumn({ texts }: TypedValues, expression: Sql): Sql {
  const known = texts.indexOf(expression);
  return toSql(`text_${known >= 0 ? known : texts.push(expression) - 1}`);
}

/** The column that is 1 where a pattern is found. */
export function patternColumn({ patterns }: TypedValues, pattern: string): Sql {
  const known = patterns.indexOf(pattern);
  return toSql(`pattern_${known >= 0 ? known : patterns.push(pattern) - 1}`);
}

/** Adds the relation of typed values, once all criteria have said what they need; returns its name. */
export function addTypedValues({ program, texts, patterns }: TypedValues, prefix: string): Sql {
  const plain = tableOf(program, 'plain_values');
  if (texts.length === 0 && patterns.length === 0) return plain;
  const { dialect } = program;
  const textColumns = texts.map((text, i) => sql`MAX(${text}) AS ${toSql(`text_${i}`)}`);
  const patternColumns = patterns.map((pattern, i) => {
    const isFound = sql`m.pattern = ${dialect.text(toStoredText(pattern))}`;
    return sql`MAX(CASE WHEN ${isFound} THEN 1 ELSE 0 END) AS ${toSql(`pattern_${i}`)}`;
  });
  const joinGrouped = (columns: readonly Sql[], table: Table, alias: string): Join[] => {
    if (columns.length === 0) return [];
    const id = toSql(`${alias}.value_id`);
    const grouped = dialect.select({
      columns: [sql`${id} AS value_id`, ...columns],
      from: as(tableOf(program, table), alias),
      groupBy: [id],
    });
    return [leftJoin(nest(grouped), alias, [id, sql`p.value_id`])];
  };
  const names = Object.keys(tableColumns.plain_values).map(dialect.quoteName);
  return addRelation(
    program,
    `${prefix}typed_values`,
    dialect.select({
      columns: [
        ...names.map((name) => sql`p.${name} AS ${name}`),
        ...texts.map((_, i) => toSql(`t.text_${i} AS text_${i}`)),
        ...patterns.map((_, i) => toSql(`m.pattern_${i} AS pattern_${i}`)),
      ],
      from: as(plain, 'p'),
      joins: [
        ...joinGrouped(textColumns, 'value_texts', 't'),
        ...joinGrouped(patternColumns, 'pattern_matches', 'm'),
      ],
    }),
  );
}
