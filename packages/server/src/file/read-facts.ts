import { basename, dirname } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { Facts } from '@leadline/core';
import { readAccountRow } from './account-row.ts';
import { createActivityRowReader } from './activity-row.ts';
import { writeSize } from './byte-size.ts';
import type { FactFile, FileReport, ReadOptions, ReadReport, ReadResult } from './fact-file.ts';
import { FileError } from './file-error.ts';
import { createHistoryRowReader } from './history-row.ts';
import { createLeadRegistry, type LeadRegistry } from './lead-registry.ts';
import { readLeadRow } from './lead-row.ts';
import type { Mapping } from './mapping.ts';
import { type Message, writeMessage } from './message.ts';
import { readOutcomeRow } from './outcome-row.ts';
import { findOutcome } from './outcome-text.ts';
import { findPlaceholders, type Placeholders } from './placeholder.ts';
import { readRows } from './read-rows.ts';
import { type Recognition, recogniseFile } from './recognition.ts';
import { openRejects, type RejectFile } from './reject-file.ts';
import { checkRequired } from './required-column.ts';
import { planRows } from './row-plan.ts';
import type { FactCounts, FactSink, RowContext, RowReader } from './row-reader.ts';
import { createTally, warnOfRows } from './row-tally.ts';
import { openSource } from './source-file.ts';
import type { SourceFile } from './source-shape.ts';

interface OpenFile {
  readonly file: FactFile;
  readonly source: SourceFile;
  readonly recognition: Recognition;
}

/**
 * Reads files of leads, accounts, activities and outcomes together into facts. Leads that several files know by id or
 * by e-mail address are one. Bad rows are left out, counted, and written to the rejects file with their reason; the
 * row counts of every file add up.
 * Throws FileError for a file that cannot be read at all; then no rejects file is written either.
 */
export async function readFacts(files: readonly FactFile[], options: ReadOptions): Promise<ReadResult> {
  const opened: OpenFile[] = [];
  for (const file of files) {
    const source = await openSource(file.path, file);
    const recognition = recogniseFile(source, file);
    checkRequired(recognition.mapping, source.name, file);
    opened.push({ file, source, recognition });
  }
  const registry = createLeadRegistry();
  const sink: FactSink = { fieldValues: [], activities: [], outcomes: [], accounts: new Set() };
  const rejects = openRejects(options.rejectsPath);
  const reports: FileReport[] = [];
  const warnings: Message[] = [];
  try {
    for (const one of opened) reports.push(await readFile(one, opened, { options, registry, sink, rejects }));
    const hasRejects = await rejects.commit();
    if (hasRejects) warnings.push(writeMessage('rejects_written', { file: options.rejectsPath! }));
    if (registry.shared.count > 0) warnings.push(writeMessage('email_shared', { ...registry.shared }));
    return finish(reports, warnings, registry, sink, hasRejects ? options.rejectsPath : undefined);
  } catch (error) {
    await rejects.abandon();
    // A Map, Set or array of V8 is full: sixteen million keys.
    const isFull =
      error instanceof RangeError && /maximum size|Invalid (array|string) length/.test(error.message);
    if (!isFull) throw error;
    const { source } = opened[reports.length]!;
    throw new FileError(
      'facts_too_many',
      source.name,
      { rows: 'some millions of', size: error.message },
      {},
      error,
    );
  }
}

interface Reading {
  readonly options: ReadOptions;
  readonly registry: LeadRegistry;
  readonly sink: FactSink;
  readonly rejects: RejectFile;
}

async function readFile(
  { file, source, recognition }: OpenFile,
  all: readonly OpenFile[],
  reading: Reading,
): Promise<FileReport> {
  const { mapping } = recognition;
  const { options, registry, sink, rejects } = reading;
  const cells = {
    placeholders: findPlaceholders(mapping.tool, file.placeholders),
    timeZone: file.timeZone ?? 'UTC',
  };
  const space = vendorOf(mapping) ?? firstVendor(all) ?? '';
  const first = firstVendor(all);
  const tally = createTally();
  const context: RowContext = {
    plan: planRows(mapping, cells),
    sink,
    registry,
    source: file.source ?? nameSource(source, all),
    knownAt: options.knownAt,
    fileAt: file.at ?? options.knownAt,
    idPrefix: first === undefined || space === first ? '' : `${space.toLowerCase()}:`,
    space,
    accountKey: all.some(
      ({
        recognition: {
          mapping: { role, columns },
        },
      }) => role !== 'accounts' && columns.some(({ target }) => target === 'accountId'),
    )
      ? 'id'
      : 'domain',
    keepRowsWithBadCells: options.keepRowsWithBadCells ?? false,
    activityType: file.activityType,
    outcomeOf: (text) => file.outcomes?.[text] ?? findOutcome(text),
    tally,
    seen: new Map(),
  };
  const facts: FactCounts = { fieldValues: 0, activities: 0, outcomes: 0 };
  const before = countFacts(sink);
  const handOver = async (): Promise<void> => {
    const batch = takeFacts(sink);
    for (const key of factKeys) facts[key] += batch[key].length;
    await options.onFacts!(batch);
  };
  const afterChunk = async (rows: number): Promise<void> => {
    checkMemory(source.name, rows);
    options.onProgress?.(source.name, rows);
    if (options.onFacts !== undefined && sink.fieldValues.length + sink.activities.length > batchFacts)
      await handOver();
  };
  const { counts, rejected } = await readRows(
    source,
    chooseReader(mapping, cells),
    context,
    rejects,
    afterChunk,
  );
  if (options.onFacts === undefined) {
    const after = countFacts(sink);
    for (const key of factKeys) facts[key] = after[key] - before[key];
  } else await handOver();
  const warnings = [...source.warnings, ...recognition.warnings, ...warnOfRows(tally, mapping, counts)];
  return {
    file: source.name,
    source: context.source,
    shape: source.shape,
    mapping,
    rows: counts,
    facts,
    rejects: rejected,
    warnings,
  };
}

/** The name of the file, with its folder where another one has the same name: facts are told apart by source and id. */
function nameSource(source: SourceFile, all: readonly OpenFile[]): string {
  const isShared = all.some((other) => other.source !== source && other.source.name === source.name);
  return isShared ? `${basename(dirname(source.path))}/${source.name}` : source.name;
}

const batchFacts = 50_000;
const factKeys = ['fieldValues', 'activities', 'outcomes'] as const;

function countFacts(sink: FactSink): FactCounts {
  return {
    fieldValues: sink.fieldValues.length,
    activities: sink.activities.length,
    outcomes: sink.outcomes.length,
  };
}

/** Empties the sink. */
function takeFacts(sink: FactSink): Required<Pick<Facts, 'fieldValues' | 'activities' | 'outcomes'>> {
  return {
    fieldValues: sink.fieldValues.splice(0),
    activities: sink.activities.splice(0),
    outcomes: sink.outcomes.splice(0),
  };
}

/** Stops before Node runs out of memory, which no one could catch. */
function checkMemory(file: string, rows: number): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used < limit * 0.8) return;
  throw new FileError('facts_too_many', file, { rows, size: writeSize(limit) });
}

function chooseReader(mapping: Mapping, cells: { placeholders: Placeholders; timeZone: string }): RowReader {
  if (mapping.columns.some(({ target }) => target === 'historyField'))
    return createHistoryRowReader(cells, mapping.role === 'accounts');
  switch (mapping.role) {
    case 'leads':
      return readLeadRow;
    case 'accounts':
      return readAccountRow;
    case 'activities':
      return createActivityRowReader();
    case 'outcomes':
      return readOutcomeRow;
  }
}

/** Whose ids a file holds: the tool but for the kind of export. */
const vendorOf = ({ tool }: Mapping): string | undefined => tool?.split(' ')[0];

/** The tool whose ids stay as they are: that of the first file of leads with ids, else of the first with ids at all. */
function firstVendor(all: readonly OpenFile[]): string | undefined {
  const withIds = all.filter(
    ({ recognition: { mapping } }) =>
      vendorOf(mapping) !== undefined &&
      mapping.columns.some(({ target }) => target === 'leadId' || target === 'leadIds'),
  );
  const first = withIds.find(({ recognition }) => recognition.mapping.role === 'leads') ?? withIds[0];
  return first === undefined ? undefined : vendorOf(first.recognition.mapping);
}

/** Puts field values and outcomes under the lead that each identity turned out to be; activities stay where they came. */
function finish(
  files: readonly FileReport[],
  warnings: readonly Message[],
  registry: LeadRegistry,
  sink: FactSink,
  rejectsPath: string | undefined,
): ReadResult {
  const identities = registry.identities();
  // What was handed over in batches is no longer here; who took it has the identities.
  if (Object.keys(identities).length > 0) {
    for (const value of sink.fieldValues) {
      if (value.lead !== undefined) value.lead = identities[value.lead] ?? value.lead;
    }
    for (const outcome of sink.outcomes) outcome.lead = identities[outcome.lead] ?? outcome.lead;
  }
  const report: ReadReport = {
    files,
    leads: registry.leadCount(),
    accounts: sink.accounts.size,
    ...(rejectsPath === undefined ? {} : { rejectsPath }),
    warnings,
  };
  const { fieldValues, activities, outcomes } = sink;
  return { facts: { fieldValues, activities, outcomes, identities }, report };
}
