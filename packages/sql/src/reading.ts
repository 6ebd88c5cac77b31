import { firstSlot, type Reading, type ReadingKind, type ReadingPlan } from '@leadline/core/compiler';
import { type Weights, weightColumn } from './decay.ts';
import { addRelation, dayOf, type Program, tableOf } from './program.ts';
import { mostSummed, type SignalRows } from './signal.ts';
import { hold, joinSql, nest, noSql, type Sql, select, sql, toSql } from './sql.ts';

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
  const base = select({
    columns: [
      sql`${rows.pool} AS pool_id`,
      ...made.flatMap((one, i) => ('aggregate' in one ? [sql`${one.aggregate} AS ${slotOf(i)}`] : [])),
    ],
    from: sql`${rows.relation} r JOIN ${days} d ON d.age = r.age`,
    groupBy: [rows.pool],
  });
  const others = made.flatMap((one, i) => ('select' in one ? [{ slot: slotOf(i), select: one.select }] : []));
  if (others.length === 0) return addRelation(program, `${prefix}readings`, base);
  const joins = others.map(({ slot, select }, i) => {
    const name = addRelation(program, `${prefix}${slot}`, select);
    return sql`\nLEFT JOIN ${name} j${i} ON j${i}.pool_id = b.pool_id`;
  });
  const counts = addRelation(program, `${prefix}counts`, base);
  return addRelation(
    program,
    `${prefix}readings`,
    select({
      columns: [
        sql`b.pool_id AS pool_id`,
        ...made.flatMap((one, i) => ('aggregate' in one ? [sql`b.${slotOf(i)} AS ${slotOf(i)}`] : [])),
        ...others.map(({ slot }, i) => sql`COALESCE(j${i}.value, 0) AS ${slot}`),
      ],
      from: sql`${counts} b${joins.length === 0 ? noSql : toSql(joins.join(''))}`,
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
    readNewest(rows, reading, rows.signals.key(reading.property), joinValues(rows, reading)),
  people: (rows, reading) => readNewest(rows, reading, sql`r.lead_number`),
  activeDays: (rows, reading) => readNewest(rows, reading, sql`r.age`),
  numbered: (rows, reading) =>
    readNumbered(rows, reading, { from: sql`${rows.rows.relation} r`, where: [isOf(rows, reading.signal)] }),
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

/** Joins the values `v` of a reading's property. */
function joinValues({ program, signals }: Rows, { property }: Reading): Sql {
  const id = signals.valueId(property);
  return sql` JOIN ${tableOf(program, 'plain_values')} v ON ${id ? sql`v.value_id = ${id}` : sql`1 = 0`}`;
}

/** The weighted sum of a number, each part rounded towards 0. */
function readSum(rows: Rows, reading: Reading): ReadingSql {
  const { dialect } = rows.program;
  const amounts = select({
    columns: [
      sql`${rows.rows.pool} AS pool_id`,
      sql`r.age AS age`,
      sql`${rows.signals.amount(reading.property)} AS amount`,
    ],
    from: sql`${rows.rows.relation} r${joinValues(rows, reading)}`,
    where: [isOf(rows, reading.signal), ...isReached(reading)],
  });
  const part = dialect.divide(sql`abs(n.amount) * d.${weightOf(rows, reading)}`, million);
  const signed = sql`CASE WHEN n.amount < 0 THEN -(${part}) ELSE ${part} END`;
  const summed = dialect.asInteger(sql`SUM(${signed})`);
  return {
    select: select({
      columns: [sql`n.pool_id AS pool_id`, sql`${hold(summed, -mostSummed, mostSummed)} AS value`],
      from: sql`${nest(amounts)} n JOIN ${rows.days} d ON d.age = n.age`,
      where: [sql`n.amount IS NOT NULL`],
      groupBy: [sql`n.pool_id`],
    }),
  };
}

/** Over the keys, what the newest row of each adds. */
function readNewest(rows: Rows, reading: Reading, key: Sql, joined = noSql): ReadingSql {
  const { pool, relation } = rows.rows;
  const newest = select({
    columns: [sql`${pool} AS pool_id`, sql`${key} AS one`, sql`MIN(r.age) AS newest`],
    from: sql`${relation} r${joined}`,
    where: [isOf(rows, reading.signal), ...isReached(reading), sql`${key} IS NOT NULL`],
    groupBy: [pool, key],
  });
  return {
    select: select({
      columns: [
        sql`n.pool_id AS pool_id`,
        sql`${rows.program.dialect.asInteger(sql`SUM(d.${weightOf(rows, reading)})`)} AS value`,
      ],
      from: sql`${nest(newest)} n JOIN ${rows.days} d ON d.age = n.newest`,
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
  chosen: { readonly from: Sql; readonly where: readonly Sql[] },
): ReadingSql {
  const { dialect } = rows.program;
  const { every, atMostPerDay } = reading;
  const counted = dialect.asInteger(hold(dialect.asInteger(sql`COUNT(*)`), -Infinity, atMostPerDay));
  const byDay = select({
    columns: [sql`${rows.rows.pool} AS pool_id`, sql`r.age AS age`, sql`${counted} AS counted`],
    from: chosen.from,
    where: [...chosen.where, ...isReached(reading)],
    groupBy: [rows.rows.pool, sql`r.age`],
  });
  const upTo = sql`SUM(c.counted) OVER (PARTITION BY c.pool_id ORDER BY c.age ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const placed = select({
    columns: [
      sql`c.pool_id AS pool_id`,
      sql`c.age AS age`,
      sql`c.counted AS counted`,
      ...(every > 1 ? [sql`${dialect.asInteger(upTo)} AS last_place`] : []),
    ],
    from: sql`${nest(byDay)} c`,
  });
  const multiples = (place: Sql): Sql => dialect.divide(place, sql`${every}`);
  const adding =
    every > 1
      ? sql`(${multiples(sql`c.last_place`)} - ${multiples(sql`c.last_place - c.counted`)})`
      : sql`c.counted`;
  return {
    select: select({
      columns: [
        sql`c.pool_id AS pool_id`,
        sql`${dialect.asInteger(sql`SUM(${adding} * d.${weightOf(rows, reading)})`)} AS value`,
      ],
      from: sql`${nest(placed)} c JOIN ${rows.days} d ON d.age = c.age`,
      groupBy: [sql`c.pool_id`],
    }),
  };
}

/** Rows that have a `first` strictly before them, at most so many days; the newest one before decides. */
function readSequence(rows: Rows, reading: Reading): ReadingSql {
  const { program } = rows;
  const poolName = toSql(rows.rows.pool.slice('r.'.length));
  const firstAt = sql`CASE WHEN ${isOf(rows, reading.first)} THEN r.happened_at END`;
  const before = sql`PARTITION BY ${rows.rows.pool} ORDER BY r.happened_at RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;
  const followed = select({
    columns: [
      sql`${rows.rows.pool} AS ${poolName}`,
      sql`r.age AS age`,
      sql`CASE WHEN ${isOf(rows, reading.signal)} THEN 1 ELSE 0 END AS is_counted`,
      sql`MAX(${firstAt}) OVER (${before}) AS first_at`,
    ],
    from: sql`${rows.rows.relation} r`,
    where: [joinSql([sql`(${isOf(rows, reading.signal)}`, sql`${isOf(rows, reading.first)})`], ' OR ')],
  });
  return readNumbered(rows, reading, {
    from: sql`${nest(followed)} r`,
    where: [
      sql`r.is_counted = 1`,
      sql`r.first_at IS NOT NULL`,
      sql`${program.moment.day} - r.age - ${dayOf(program, sql`r.first_at`)} <= ${reading.apart}`,
    ],
  });
}
