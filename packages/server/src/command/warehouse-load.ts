import type { Facts, FieldValue, Outcome } from '@leadline/core';
import { deriveFieldHistory } from '@leadline/core/derive';
import type { StageEntry } from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { FactFile } from '../file/fact-file.ts';
import { readFacts } from '../file/read-facts.ts';
import { guardInterruption } from '../interruption.ts';
import type { Session } from '../session.ts';
import { type Load, type LoadedTable, openLoad } from '../warehouse/load.ts';
import { openShards, openWarehouse } from '../warehouse/open-warehouse.ts';
import { shareLoad } from '../warehouse/shard-load.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { deriveAccounts } from './account-member.ts';
import { readAdjustmentFile } from './adjustment-file.ts';
import { listFiles, refuseRejected, refuseRejectsOverInput, sortPaths } from './input.ts';
import { createDirectory, type LeadDirectory } from './lead-directory.ts';
import { type LoadedModel, loadModel } from './model-file.ts';
import type { WarehouseLoadOptions } from './option.ts';
import { noteReport } from './report-note.ts';
import { listPresentStages, readStageFile } from './stage-file.ts';
import { readSuppressionFile } from './suppression-file.ts';

/** Field values written at a time. */
const batchValues = 50_000;

/** Loads files of facts into the tables of a database, all of them or none. */
export async function runWarehouseLoad(
  paths: readonly string[],
  options: WarehouseLoadOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal } = session;
  if (options.url === undefined) throw new CommandError('error_no_url');
  const { models: modelPaths, factPaths } = await sortPaths(paths, options);
  const models = await Promise.all(modelPaths.map(loadModel));
  const given = [options.leads, options.accounts, options.activities, options.outcomes, factPaths].flat();
  if (given.every((path) => path === undefined)) throw new CommandError('error_no_load');
  const files = await listFiles(models, factPaths, options);
  refuseRejectsOverInput(files, options);
  const shards = await openShards(options.url);
  const warehouses = shards ?? [await openWarehouse(options.url, 'load')];
  const stop = async (): Promise<void> => void (await Promise.all(warehouses.map(({ cancel }) => cancel())));
  try {
    const loaded = await guardInterruption(stop, async () => {
      // Where a lead goes is known before its first fact is sent.
      const known = shards === undefined ? undefined : await readIdentities(files, session);
      const load = await openLoads(warehouses, (identity) => known?.[identity] ?? identity);
      try {
        const tables = await loadFiles(load, files, models, options, session);
        await load.commit();
        return tables;
      } catch (error) {
        await load.abandon().catch(() => undefined);
        throw error;
      }
    });
    terminal.progress('');
    if (options.json === true) terminal.out(`${JSON.stringify({ tables: loaded }, null, 2)}\n`);
    else terminal.out(`${describeLoad(loaded, warehouses[0]!.place, session).join('\n')}\n`);
    return exitCodes.ok;
  } finally {
    terminal.progress('');
    for (const warehouse of warehouses) await warehouse.close();
  }
}

/** Begins to load into all warehouses, or none. */
async function openLoads(
  warehouses: readonly Warehouse[],
  leadOf: (identity: string) => string,
): Promise<Load> {
  const opened = await Promise.allSettled(warehouses.map(openLoad));
  const loads = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed === undefined) return loads.length === 1 ? loads[0]! : shareLoad(loads, leadOf);
  await Promise.allSettled(loads.map((load) => load.abandon()));
  throw failed.reason;
}

/** Which lead each identity in the files is part of. */
async function readIdentities(
  files: readonly FactFile[],
  { terminal, words, now }: Session,
): Promise<Readonly<Record<string, string>>> {
  const { facts } = await readFacts(files, {
    knownAt: now,
    onProgress: (file, rows) => terminal.progress(words.say('progress_reading', { file, count: rows })),
    onFacts: () => undefined,
  });
  return { ...facts.identities };
}

/** Activities go to the database as they are read; values of fields when all of them are known, since others follow from them. */
async function loadFiles(
  load: Load,
  files: readonly FactFile[],
  models: readonly LoadedModel[],
  options: WarehouseLoadOptions,
  session: Session,
): Promise<readonly LoadedTable[]> {
  const { terminal, words, now } = session;
  const fieldValues: FieldValue[] = [];
  const outcomes: Outcome[] = [];
  const activeLeads = new Set<string>();
  const needsDirectory = [options.adjustments, options.suppress, options.stages].some(
    (given) => given !== undefined,
  );
  const { facts, report } = await readFacts(files, {
    knownAt: now,
    ...(options.rejects === undefined ? {} : { rejectsPath: options.rejects }),
    onProgress: (file, rows) => terminal.progress(words.say('progress_load', { file, rows })),
    onFacts: async (batch) => {
      for (const value of batch.fieldValues) fieldValues.push(value);
      for (const outcome of batch.outcomes ?? []) outcomes.push(outcome);
      if (needsDirectory) for (const { lead } of batch.activities) activeLeads.add(lead);
      if (batch.activities.length > 0) await load.add({ fieldValues: [], activities: batch.activities });
    },
  });
  terminal.progress('');
  noteReport(report, session);
  refuseRejected(report, options);

  const identities = facts.identities ?? {};
  const leadOf = (identity: string): string =>
    Object.hasOwn(identities, identity) ? identities[identity]! : identity;
  const known = fieldValues.map((value) =>
    value.lead === undefined || leadOf(value.lead) === value.lead
      ? value
      : { ...value, lead: leadOf(value.lead) },
  );
  const given: Facts = { fieldValues: known, activities: [], identities };
  const derived = [...known, ...deriveFieldHistory(known), ...deriveAccounts(given)];
  const settled = outcomes.map((outcome) => ({ ...outcome, lead: leadOf(outcome.lead) }));
  for (let start = 0; start < derived.length; start += batchValues) {
    terminal.progress(words.say('progress_load', { file: 'lead_values', rows: start }));
    await load.add({ fieldValues: derived.slice(start, start + batchValues), activities: [] });
  }
  const active = [...activeLeads].map((lead) => ({ ...anyActivity, lead }));
  const named: Facts = { fieldValues: derived, activities: active, outcomes: settled, identities };
  const directory = createDirectory(needsDirectory ? named : { fieldValues: [], activities: [] }, now);
  await load.add({
    fieldValues: [],
    activities: [],
    outcomes: settled,
    ...(await readSideFiles(directory, models, options)),
  });
  return load.prepare({
    identities,
    emails: listEmails(known),
    stages: await readStages(directory, models, options),
    models: models.map(({ model }) => model),
    onTable: (table) => terminal.progress(words.say('progress_load_end', { table })),
  });
}

const anyActivity = { type: '', at: 0, source: '', knownAt: 0 };

async function readSideFiles(
  directory: LeadDirectory,
  models: readonly LoadedModel[],
  options: WarehouseLoadOptions,
): Promise<Pick<Facts, 'adjustments' | 'suppressions'>> {
  const adjusted = (options.adjustments ?? []).map((path) =>
    readAdjustmentFile(path, directory, models, options),
  );
  const suppressed = (options.suppress ?? []).map((list) => readSuppressionFile(list, directory, options));
  return {
    adjustments: (await Promise.all(adjusted)).flat(),
    suppressions: (await Promise.all(suppressed)).flat(),
  };
}

async function readStages(
  directory: LeadDirectory,
  models: readonly LoadedModel[],
  options: WarehouseLoadOptions,
): Promise<StageEntry[]> {
  const entries: StageEntry[] = [];
  for (const path of options.stages ?? []) {
    const stages = await readStageFile(path, directory, options);
    const ids = models.map(({ model }) => model.id);
    const found = listPresentStages(stages, ids);
    if (found === undefined) throw new CommandError('error_stage_model', { file: path });
    entries.push(...found);
  }
  return [...new Map(entries.map((entry) => [JSON.stringify([entry.model, entry.id]), entry])).values()];
}

/** Addresses in small letters with the first lead that has each. */
function listEmails(values: readonly FieldValue[]): Map<string, string> {
  const emails = new Map<string, string>();
  for (const { lead, field, value } of values) {
    if (lead === undefined || field !== 'email' || typeof value !== 'string') continue;
    const email = value.trim().toLowerCase();
    if (!emails.has(email)) emails.set(email, lead);
  }
  return emails;
}

function describeLoad(loaded: readonly LoadedTable[], place: string, { words }: Session): string[] {
  const rows = loaded.filter(({ given }) => given > 0);
  return [
    words.say('load_done', { place }),
    ...rows.map(({ table, added, given }) =>
      words.say('load_table', { table: `leadline_${table}`, count: added, held: given - added }),
    ),
    ...(rows.every(({ added }) => added === 0) ? [words.say('load_nothing')] : []),
    words.say('load_next', { place }),
  ];
}
