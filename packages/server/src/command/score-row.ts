import type { Contribution } from '@leadline/core';
import type { Session } from '../session.ts';
import type { Input } from './input.ts';
import type { ModelScore, RankedScore } from './model-score.ts';
import { listReasons } from './reason.ts';

export type ScoreCell = string | number | null;

/** Scores as a table for files: one row per model and lead, `null` for what is not there. */
export interface ScoreRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ScoreCell[])[];
}

/**
 * Returns scores as rows. With `contributions` there is a column "points:<dimension>/<group>/<rule>" for each rule that
 * gave anything, and such ones for caps and adjustments; in every row they add up to `total`. The columns `lead`,
 * `model`, `stage` and `stageSince` make the file one that `--stages` reads.
 */
export function toScoreRows(
  results: readonly ModelScore[],
  input: Input,
  contributions: boolean,
  session: Session,
): ScoreRows {
  const dimensions = [...new Set(results.flatMap(({ model }) => Object.keys(model.dimensions ?? {})))];
  const all = results.flatMap((result) => result.ranked.map((row) => ({ result, row })));
  const parts = contributions
    ? [...new Set(all.flatMap(({ row }) => (row.score.contributions ?? []).map(nameContribution)))]
    : [];
  const columns = [
    ...['model', 'rank', 'lead', 'email', 'name', 'company', 'total', ...dimensions],
    ...[
      'grade',
      'persona',
      'temperature',
      'journey',
      'stage',
      'stageSince',
      'stageBefore',
      'disqualified',
      'coverage',
    ],
    ...['reason1', 'reason2', ...parts],
  ];
  const rows = all.map(({ result, row }) => {
    const { model } = result;
    const { score, step, since, before, rank } = row;
    const card = (model.score === 'accounts' ? input.accounts : input.leads).get(score.id);
    const [first = null, second = null] = listReasons(score, result, 2, session);
    return [
      ...[
        model.id,
        rank ?? null,
        score.id,
        card.email ?? null,
        card.name,
        card.company ?? null,
        score.total / 1000,
      ],
      ...dimensions.map((id) => (score.dimensions[id] === undefined ? null : score.dimensions[id] / 1000)),
      ...[score.grade ?? null, score.persona ?? null, score.temperature ?? null, score.journey ?? null],
      ...[step.stage ?? null, since === undefined ? null : new Date(since).toISOString(), before ?? null],
      ...[score.disqualified ?? null, score.coverage / 1000, first, second],
      ...sumParts(row, parts),
    ];
  });
  return { columns, rows };
}

function sumParts({ score }: RankedScore, parts: readonly string[]): (number | null)[] {
  const sums = new Map<string, number>();
  for (const one of score.contributions ?? []) {
    const name = nameContribution(one);
    sums.set(name, (sums.get(name) ?? 0) + one.points);
  }
  return parts.map((part) => {
    const points = sums.get(part);
    return points === undefined ? null : points / 1000;
  });
}

function nameContribution(one: Contribution): string {
  if (one.kind === 'rule') return `points:${one.dimension}/${one.group}/${one.rule}`;
  if (one.kind === 'adjustment') return `points:${one.dimension}/adjustment`;
  return `points:${[one.dimension ?? 'total', one.group, 'cap'].filter((part) => part !== undefined).join('/')}`;
}
