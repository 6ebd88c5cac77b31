import type { DuckDBConnection } from '@duckdb/node-api';
import { isScored, type ScoreColumns } from '@leadline/core';
import { readOne, streamNumbers } from '../packages/server/src/bulk/bulk-database.ts';

/**
 * Asserts that the table `scores` that SQL made holds the same as the kernel, lead by lead: who is scored, total, every
 * dimension, coverage, grade, persona, temperature and who is disqualified. Returns how many leads were compared.
 */
export async function compareScores(connection: DuckDBConnection, scores: ScoreColumns): Promise<number> {
  const { dimensions, grade } = scores.labels;
  if (dimensions.join() !== 'fit,engagement,risk' || grade.length !== 20)
    throw new Error('Cannot compare: score.sql is about another model');
  let compared = 0;
  for await (const { rowCount, columns } of streamNumbers(
    connection,
    `SELECT lead::DOUBLE, total::DOUBLE, fit::DOUBLE, engagement::DOUBLE, risk::DOUBLE, coverage::DOUBLE, grade::DOUBLE,
       persona::DOUBLE, temperature::DOUBLE, coalesce(disqualified, false)::INTEGER::DOUBLE FROM scores`,
  )) {
    const rows = columns as readonly Float64Array[];
    for (let i = 0; i < rowCount; i++) {
      const unit = rows[0]![i]!;
      const expected = [
        scores.total[unit]!,
        ...scores.dimensions.map((points) => points[unit]!),
        scores.coverage[unit]!,
        scores.grade[unit]!,
        scores.persona[unit]!,
        scores.temperature[unit]!,
        Number(scores.disqualified[unit]! >= 0),
      ];
      for (const [c, value] of expected.entries())
        if (rows[c + 1]![i] !== value)
          throw new Error(`Lead ${unit} differs in output ${c}: kernel ${value}, SQL ${rows[c + 1]![i]}`);
      if (scores.state[unit] !== isScored) throw new Error(`Lead ${unit} is scored by SQL alone`);
      compared++;
    }
  }
  const scored = scores.state.reduce((count, state) => count + Number(state === isScored), 0);
  const [count] = await readOne(connection, 'SELECT count(DISTINCT lead)::DOUBLE FROM scores');
  if (scored !== compared || count !== compared)
    throw new Error(`The kernel scored ${scored} leads, SQL ${compared}, ${count} different ones`);
  return compared;
}
