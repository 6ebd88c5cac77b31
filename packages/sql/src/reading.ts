import { firstSlot, type Reading, type ReadingKind, type ReadingPlan } from '@leadline/core/compiler';
import { type Weights, weightColumn } from './decay.ts';
import { addRelation, dayOf, type Program, tableOf } from './program.ts';
import { mostSummed, type SignalRows } from './signal.ts';
import { as, hold, type Join, join, leftJoin, nest, type Select, type Sql, sql, toSql } from './sql.ts';

const million = sql`1000000`;

/** The readings of one scope: a lead's own rows, those of an account's leads. */
export interface ReadingScope {
  readonly program: Program;
  /** Begins the names of relations. */
  readonly prefix: string;
  readonly plan: ReadingPlan;
  /** Place of the plan's first signal among those of the rows. */
  readonly firstSignal: number;
  readonly signals: SignalRows;
  readonly weights: Weights;
}

/** How a reading is made of rows `r` and weights `d` of their ages. */
type ReadingSql =
  /** Of all rows of a unit. */
  | { readonly aggregate: Sql }
  /** By a SELECT of `pool_id` and `value`. */
  | { readonly select: Sql };

/** Rows `r` of activities and whose they count for. */
export interface PooledRows {
  readonly relation: Sql;
  /** A column of `r`. */
  readonly pool: Sql;
}

/** What is needed of the rows of a scope. */
interface Rows extends ReadingScope {
  readonly rows: PooledRows;
  readonly days: Sql;
}

/** The name of a reading's column. */
export function slotColumn(slot: number): Sql {
  return toSql(`slot_${slot}`);
}

/** Says which weights the readings of a scope need, before the weights are added. */
export function planWeights({ plan, weights }: ReadingScope): void {
  for (const reading of plan.readings) if (reading.kind !== 'silence') weightColumn(weights, reading);
}

/**
 * Adds `pool_id` and the value of each reading, for pools that have any row: parts per million; thousandths of a sum;
 * the age of silence, NULL for none.
 */
export function addReadings(scope: ReadingScope, rows: PooledRows, days: Sql): Sql {
  const { program, prefix, plan } = scope;
  const made = plan.readings.map((reading) => readers[reading.kind]({ ...scope, rows, days }, reading));
  const slotOf = (i: number): Sql => slotColumn(firstSlot + i);
  const base = program.dialect.select({
    columns: [
      sql`${rows.pool} AS pool_id`,
      ...made.flatMap((one, i) => ('aggregate' in one ? [sql`${one.aggregate} AS ${slotOf(i)}`] : [])),
    ],
    from: as(rows.relation, 'r'),
    joins: [join(days, 'd', [sql`d.age`, sql`r.age`])],
    groupBy: [rows.pool],
  });
  const others = made.flatMap((one, i) => ('select' in one ? [{ slot: slotOf(i), select: one.select }] : []));
  if (others.length === 0) return addRelation(program, `${prefix}readings`, base);
  const joins = others.map(({ slot, select }, i) => {
    const name = addRelation(program, `${prefix}${slot}`, select);
    return leftJoin(name, `j${i}`, [toSql(`j${i}.pool_id`), sql`b.pool_id`]);
  });
  const counts = addRelation(program, `${prefix}counts`, base);
  return addRelation(
    program,
    `${prefix}readings`,
    program.dialect.select({
      columns: [
        sql`b.pool_id AS pool_id`,
        ...made.flatMap((one, i) => ('aggregate' in one ? [sql`b.${slotOf(i)} AS ${slotOf(i)}`] : [])),
        ...others.map(({ slot }, i) => sql`COALESCE(j${i}.value, 0) AS ${slot}`),
      ],
      from: as(counts, 'b'),
      joins,
    }),
  );
}

const readers: Readonly<Record<ReadingKind, (rows: Rows, reading: Reading) => ReadingSql>> = {
  count: (rows, reading) => {
    const counted = sql`SUM(CASE WHEN ${isOf(rows, reading.signal)} THEN d.${weightOf(rows, reading)} ELSE 0 END)`;
    return { aggregate: rows.program.dialect.asInteger(counted) };
  },
  silence: (rows, reading) => ({
    aggregate: sql`MIN(CASE WHEN ${isOf(rows, reading.signal)} THEN r.age END)`,
  }),
  sum: readSum,
  distinct: (rows, reading) =>
    readNewest(rows, reading, rows.signals.key(reading.property), findValues(rows, reading)),
  people: (rows, reading) => readNewest(rows, reading, sql`r.lead_number`),
  activeDays: (rows, reading) => readNewest(rows, reading, sql`r.age`),
  numbered: (rows, reading) =>
    readNumbered(rows, reading, {
      from: as(rows.rows.relation, 'r'),
      pool: rows.rows.pool,
      count: sql`COUNT(*)`,
      where: [isOf(rows, reading.signal)],
    }),
  sequence: readSequence,
};

function isOf({ signals, firstSignal }: Rows, signal: number): Sql {
  return signals.isOf(firstSignal + signal);
}

/** Rows that may add anything by their age. */
function isReached({ reach }: Reading): Sql[] {
  return Number.isFinite(reach) ? [sql`r.age < ${reach}`] : [];
}

function weightOf({ weights }: Rows, reading: Reading): Sql {
  return weightColumn(weights, reading);
}

/** Joins the values `v` of a reading's property; where the tables have no such property, no row is left. */
function findValues(
  { program, signals }: Rows,
  { property }: Reading,
): { readonly joins: readonly Join[]; readonly where: readonly Sql[] } {
  const id = signals.valueId(property);
  return {
    joins: [join(tableOf(program, 'plain_values'), 'v', [sql`v.value_id`, id ?? sql`r.age`])],
    where: id ? [] : [sql`1 = 0`],
  };
}

/** The weighted sum of a number, each part rounded towards 0. */
function readSum(rows: Rows, reading: Reading): ReadingSql {
  const { dialect } = rows.program;
  const found = findValues(rows, reading);
  const amounts = dialect.select({
    columns: [
      sql`${rows.rows.pool} AS pool_id`,
      sql`r.age AS age`,
      sql`${rows.signals.amount(reading.property)} AS amount`,
    ],
    from: as(rows.rows.relation, 'r'),
    joins: found.joins,
    where: [isOf(rows, reading.signal), ...isReached(reading), ...found.where],
  });
  const part = dialect.divide(sql`${dialect.abs(sql`n.amount`)} * d.${weightOf(rows, reading)}`, million);
  const signed = sql`CASE WHEN n.amount < 0 THEN -(${part}) ELSE ${part} END`;
  const summed = dialect.asInteger(sql`SUM(${signed})`);
  return {
    select: dialect.select({
      columns: [sql`n.pool_id AS pool_id`, sql`${hold(summed, -mostSummed, mostSummed)} AS value`],
      from: as(nest(amounts), 'n'),
      joins: [join(rows.days, 'd', [sql`d.age`, sql`n.age`])],
      where: [sql`n.amount IS NOT NULL`],
      groupBy: [sql`n.pool_id`],
    }),
  };
}

/** Over the keys, what the newest row of each adds. */
function readNewest(
  rows: Rows,
  reading: Reading,
  key: Sql,
  found: Pick<Select, 'joins' | 'where'> = {},
): ReadingSql {
  const { dialect } = rows.program;
  const { pool, relation } = rows.rows;
  const newest = dialect.select({
    columns: [sql`${pool} AS pool_id`, sql`${key} AS one`, sql`MIN(r.age) AS newest`],
    from: as(relation, 'r'),
    joins: found.joins ?? [],
    where: [
      isOf(rows, reading.signal),
      ...isReached(reading),
      sql`${key} IS NOT NULL`,
      ...(found.where ?? []),
    ],
    groupBy: [pool, key],
  });
  return {
    select: dialect.select({
      columns: [
        sql`n.pool_id AS pool_id`,
        sql`${dialect.asInteger(sql`SUM(d.${weightOf(rows, reading)})`)} AS value`,
      ],
      from: as(nest(newest), 'n'),
      joins: [join(rows.days, 'd', [sql`d.age`, sql`n.newest`])],
      groupBy: [sql`n.pool_id`],
    }),
  };
}

/**
 * What every n-th row adds, the newest first, of at most so many a day. Rows of one day add the same, so it is enough to
 * know how many multiples of n their positions hold.
 */
function readNumbered(
  rows: Rows,
  reading: Reading,
  chosen: Pick<Select, 'from' | 'joins' | 'where'> & { readonly pool: Sql; readonly count: Sql },
): ReadingSql {
  const { dialect } = rows.program;
  const { every, atMostPerDay } = reading;
  const { pool, count, where = [], ...sources } = chosen;
  const counted = dialect.asInteger(hold(dialect.asInteger(count), -Infinity, atMostPerDay));
  const byDay = dialect.select({
    columns: [sql`${pool} AS pool_id`, sql`r.age AS age`, sql`${counted} AS counted`],
    ...sources,
    where: [...where, ...isReached(reading)],
    groupBy: [pool, sql`r.age`],
  });
  const placed = dialect.inOrder({
    rows: byDay,
    part: ['pool_id'],
    order: { age: 'integer' },
    others: ['counted'],
    adds: { last_place: { sumUpTo: 'counted' } },
  });
  const place = dialect.asInteger(sql`c.last_place`);
  const multiples = (place: Sql): Sql => dialect.divide(place, sql`${every}`);
  const adding = sql`(${multiples(place)} - ${multiples(sql`${place} - c.counted`)})`;
  return {
    select: dialect.select({
      columns: [
        sql`c.pool_id AS pool_id`,
        sql`${dialect.asInteger(sql`SUM(${every > 1 ? adding : sql`c.counted`} * d.${weightOf(rows, reading)})`)} AS value`,
      ],
      from: as(nest(every > 1 ? placed : byDay), 'c'),
      joins: [join(rows.days, 'd', [sql`d.age`, sql`c.age`])],
      groupBy: [sql`c.pool_id`],
    }),
  };
}

/** Rows that have a `first` strictly before them, at most so many days; the newest one before decides. */
function readSequence(rows: Rows, reading: Reading): ReadingSql {
  const { program, prefix } = rows;
  const { dialect } = program;
  const { pool, relation } = rows.rows;
  const [isSignal, isFirst] = [isOf(rows, reading.signal), isOf(rows, reading.first)];
  const byTime = dialect.select({
    columns: [
      sql`${pool} AS pool_id`,
      sql`r.happened_at AS happened_at`,
      sql`r.age AS age`,
      sql`SUM(CASE WHEN ${isSignal} THEN 1 ELSE 0 END) AS counted`,
      sql`MAX(CASE WHEN ${isFirst} THEN 1 ELSE 0 END) AS is_first`,
    ],
    from: as(relation, 'r'),
    where: [sql`(${isSignal} OR ${isFirst})`],
    groupBy: [pool, sql`r.happened_at`, sql`r.age`],
  });
  const name = `${prefix}times_${rows.plan.readings.indexOf(reading)}`;
  const times = addRelation(
    program,
    name,
    dialect.inOrder({
      rows: byTime,
      part: ['pool_id'],
      order: { happened_at: 'integer' },
      others: ['age', 'counted', 'is_first'],
      adds: { firsts: { sumUpTo: 'is_first' } },
    }),
  );
  const firsts = dialect.select({
    columns: [
      sql`t.pool_id AS pool_id`,
      sql`${dialect.asInteger(sql`t.firsts`)} AS place`,
      sql`t.happened_at AS first_at`,
    ],
    from: as(times, 't'),
    where: [sql`t.is_first = 1`],
  });
  const signals = dialect.select({
    columns: [
      sql`t.pool_id AS pool_id`,
      sql`t.age AS age`,
      sql`t.counted AS counted`,
      sql`${dialect.asInteger(sql`t.firsts - t.is_first`)} AS firsts_before`,
    ],
    from: as(times, 't'),
    where: [sql`t.counted > 0`],
  });
  return readNumbered(rows, reading, {
    from: as(nest(signals), 'r'),
    joins: [join(nest(firsts), 'f', [sql`f.pool_id`, sql`r.pool_id`], [sql`f.place`, sql`r.firsts_before`])],
    pool: sql`r.pool_id`,
    count: sql`SUM(r.counted)`,
    where: [sql`${program.moment.day} - r.age - ${dayOf(program, sql`f.first_at`)} <= ${reading.apart}`],
  });
}
