import { type Adjustment, earliestTime } from '@leadline/core';
import { CommandError } from '../command-error.ts';
import { parseMoment } from '../moment.ts';
import type { LeadDirectory } from './lead-directory.ts';
import type { LoadedModel } from './model-file.ts';
import type { FileOptions } from './option.ts';
import { leadColumns, readSideFile, type SideColumns } from './side-file.ts';

const columns = {
  lead: leadColumns,
  model: ['model', 'modell'],
  dimension: ['dimension', 'dimensie'],
  points: ['points', 'punten', 'poang'],
  from: ['from', 'vanaf', 'van', 'fran', 'start'],
  until: ['until', 'tot', 'till', 'end', 'to'],
  reason: ['reason', 'reden', 'skal', 'orsak', 'because'],
  by: ['by', 'door', 'av', 'author'],
} satisfies SideColumns<string>;

const dayMs = 86_400_000;

/**
 * Reads corrections by hand. `model` may be left out where one model is scored, `from` and `until` are days; without
 * `from` a correction holds from the earliest day on; it counts as known from the day it holds. Throws CommandError with the line of a row that cannot be used.
 */
export async function readAdjustmentFile(
  path: string,
  directory: LeadDirectory,
  models: readonly LoadedModel[],
  options: FileOptions,
): Promise<Adjustment[]> {
  const rows = await readSideFile(path, columns, ['lead', 'dimension', 'points', 'reason', 'by'], options);
  return rows.map(({ line, cells }) => {
    const refuse = (column: string, value: string): never => {
      throw new CommandError('error_adjustment', { file: path, line, column, value });
    };
    const { lead = '', dimension = '', points = '', reason = '', by = '', from, until } = cells;
    const model = cells.model ?? (models.length === 1 ? models[0]!.model.id : refuse('model', ''));
    const millipoints = Math.round(Number(points.replace(',', '.').replace('−', '-')) * 1000);
    if (points === '' || !Number.isFinite(millipoints) || Math.abs(millipoints) > 1e9)
      refuse('points', points);
    const named = models.find((loaded) => loaded.model.id === model) ?? refuse('model', model);
    if (named.model.dimensions?.[dimension] === undefined) refuse('dimension', dimension);
    if (reason === '') refuse('reason', '');
    const fromDay = from === undefined ? Math.floor(earliestTime / dayMs) : dayOf(from, 'from');
    return {
      lead: directory.find(lead) ?? refuse('lead', lead),
      model,
      dimension,
      points: millipoints,
      from: fromDay,
      ...(until === undefined ? {} : { until: dayOf(until, 'until') }),
      reason,
      by,
      knownAt: fromDay * dayMs,
    };
  });
}

function dayOf(text: string, column: string): number {
  return Math.floor(parseMoment(text, column) / dayMs);
}
