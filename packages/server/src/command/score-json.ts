import { explainContribution } from '@leadline/core';
import type { Session } from '../session.ts';
import type { Input } from './input.ts';
import { isPassage, type ModelScore, type RankedScore } from './model-score.ts';
import { listReasons } from './reason.ts';

/**
 * Returns scores as plain JSON. Points are millipoints as everywhere in code (`totalMillipoints`) beside the decimals
 * people read (`total`); contributions add up to the total exactly. Keys are never renamed, only added to.
 */
export function toScoreJson(
  results: readonly ModelScore[],
  input: Input,
  contributions: boolean,
  session: Session,
) {
  return {
    at: new Date(input.at).toISOString(),
    ...(input.knownAt === undefined ? {} : { knownAt: new Date(input.knownAt).toISOString() }),
    models: results.map((result) => ({
      model: result.model.id,
      name: result.model.name,
      scores: result.ranked.map((row) => toRow(row, result, input, contributions, session)),
      outside: result.outside,
    })),
    files: input.report.files.map(({ file, mapping, shape, rows, facts }) => ({
      file,
      role: mapping.role,
      ...(mapping.tool === undefined ? {} : { tool: mapping.tool }),
      shape,
      rows,
      facts,
      columns: mapping.columns.map(({ column, target, field, activity, sure }) => ({
        column,
        target,
        field,
        activity,
        sure,
      })),
    })),
  };
}

function toRow(row: RankedScore, result: ModelScore, input: Input, contributions: boolean, session: Session) {
  const { model } = result;
  const { score, step, before, since, rank } = row;
  const { contributions: all, at: _, model: __, total, dimensions, ...rest } = score;
  const card = (model.score === 'accounts' ? input.accounts : input.leads).get(score.id);
  return {
    ...(rank === undefined ? {} : { rank }),
    ...card,
    ...rest,
    total: total / 1000,
    totalMillipoints: total,
    dimensions: Object.fromEntries(Object.entries(dimensions).map(([id, points]) => [id, points / 1000])),
    ...(model.stages === undefined
      ? {}
      : {
          stage: step.stage ?? null,
          ...(since === undefined ? {} : { stageSince: new Date(since).toISOString() }),
          ...(isPassage(row)
            ? { passage: { from: before ?? null, to: step.stage ?? null, reason: step.reason } }
            : {}),
        }),
    reasons: listReasons(score, result, 2, session),
    ...(contributions
      ? {
          contributions: (all ?? []).map((one) => ({
            ...one,
            sentence: explainContribution(one, model, session.words.language, score.at),
          })),
        }
      : {}),
  };
}
