import { earliestTime } from '@leadline/core';
import { parseMoment } from '../moment.ts';
import type { LeadDirectory } from './lead-directory.ts';
import type { FileOptions } from './option.ts';
import { leadColumns, readSideFile, type SideColumns } from './side-file.ts';

/** Where a lead stands before this score, and since when (milliseconds UTC). */
export interface PresentStage {
  readonly stage: string;
  readonly since: number;
}

/** Present stages by model id and lead, "" standing for every model. */
export type PresentStages = ReadonlyMap<string, PresentStage>;

const columns = {
  lead: leadColumns,
  model: ['model', 'modell'],
  stage: ['stage', 'fase', 'fas', 'steg', 'lifecyclestage'],
  since: ['stagesince', 'since', 'sinds', 'sedan', 'fasesinds', 'date', 'datum', 'entered', 'at'],
} satisfies SideColumns<string>;

/**
 * Reads the present stage of leads; what `score --out` writes is such a file. Rows without a stage and leads that are
 * not known are left out. `since` without a date is the beginning of time, so that no hold keeps the lead.
 */
export async function readStageFile(
  path: string,
  directory: LeadDirectory,
  options: FileOptions,
): Promise<PresentStages> {
  const stages = new Map<string, PresentStage>();
  for (const { cells } of await readSideFile(path, columns, ['lead', 'stage'], options)) {
    const lead = cells.lead === undefined ? undefined : directory.find(cells.lead);
    if (lead === undefined || cells.stage === undefined) continue;
    const since = cells.since === undefined ? earliestTime : parseMoment(cells.since, 'since');
    stages.set(stageKey(cells.model ?? '', lead), { stage: cells.stage, since });
  }
  return stages;
}

/** Returns the present stage of a lead under a model, undefined for none. */
export function findPresentStage(
  stages: PresentStages,
  model: string,
  lead: string,
): PresentStage | undefined {
  return stages.get(stageKey(model, lead)) ?? stages.get(stageKey('', lead));
}

/**
 * Returns a row for each lead and model; those that stand for every model are of the `models` that have none of their
 * own for the lead. Undefined if there are such and no models.
 */
export function listPresentStages(
  stages: PresentStages,
  models: readonly string[],
): { id: string; model: string; stage: string; since: number }[] | undefined {
  const rows = [...stages].map(([key, present]) => {
    const split = key.indexOf('\u0000');
    return { model: key.slice(0, split), id: key.slice(split + 1), ...present };
  });
  const own = rows.filter(({ model }) => model !== '');
  const common = rows.filter(({ model }) => model === '');
  if (common.length > 0 && models.length === 0) return undefined;
  const ofModels = models.flatMap((model) =>
    common.filter(({ id }) => !stages.has(stageKey(model, id))).map((row) => ({ ...row, model })),
  );
  return [...own, ...ofModels];
}

function stageKey(model: string, lead: string): string {
  return `${model}\u0000${lead}`;
}
