import { readAccountRow } from './account-row.ts';
import { createActivityRowReader } from './activity-row.ts';
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
import { planRows } from './row-plan.ts';
import type { FactSink, RowContext, RowReader, RowTally } from './row-reader.ts';
import { openSource, type SourceFile } from './source-file.ts';

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
    throw error;
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
  const tally: RowTally = {
    fileDates: 0,
    badCells: 0,
    noOutcomes: 0,
    noOutcomeExample: '',
    guessFailures: new Map(),
    ownTypes: new Set(),
  };
  const context: RowContext = {
    plan: planRows(mapping, cells),
    sink,
    registry,
    source: file.source ?? source.name,
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
  const before = {
    fieldValues: sink.fieldValues.length,
    activities: sink.activities.length,
    outcomes: sink.outcomes.length,
  };
  const { counts, rejected } = await readRows(
    source,
    chooseReader(mapping, cells),
    context,
    rejects,
    options.onProgress,
  );
  const facts = {
    fieldValues: sink.fieldValues.length - before.fieldValues,
    activities: sink.activities.length - before.activities,
    outcomes: sink.outcomes.length - before.outcomes,
  };
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

function checkRequired({ role, columns }: Mapping, name: string, file: FactFile): void {
  const has = (...targets: string[]): boolean => columns.some(({ target }) => targets.includes(target));
  const need = (wanted: string): never => {
    throw new FileError('required_column_missing', name, { role, wanted });
  };
  if (has('historyField')) {
    if (!has('historyValue')) need('the new value');
    if (!has('at')) need('the date');
    return;
  }
  if (role === 'activities') {
    if (!has('leadId', 'email', 'anonymousId')) need('the id or e-mail address of the lead');
    if (!has('type') && file.activityType === undefined) need('the type of activity');
    if (!has('at')) need('the date');
  }
  if (role === 'outcomes') {
    if (!has('leadId', 'email', 'leadIds', 'leadNames')) need('the id or e-mail address of the lead');
    if (!has('outcome', 'outcomeDate')) need('the outcome');
  }
  if (role === 'accounts' && !has('accountId', 'accountName', 'accountDomain'))
    need('the id, domain or name of the account');
}

function warnOfRows(
  tally: RowTally,
  mapping: Mapping,
  rows: { read: number; rejected: number; footers: number },
): Message[] {
  const warnings: Message[] = [];
  if (rows.footers > 0) warnings.push(writeMessage('footer_found', { count: rows.footers }));
  if (rows.rejected > 0)
    warnings.push(writeMessage('rows_rejected', { count: rows.rejected, rows: rows.read }));
  if (tally.badCells > 0) warnings.push(writeMessage('cells_left_out', { count: tally.badCells }));
  if (tally.fileDates > 0) warnings.push(writeMessage('file_date_used', { count: tally.fileDates }));
  for (const [column, { count, line, kind }] of tally.guessFailures) {
    warnings.push(writeMessage('guessed_kind_failed', { column, count, kind, line }));
  }
  const status = mapping.columns.find(({ target, kind }) => target === 'outcome' && kind === 'text');
  if (tally.noOutcomes > 0 && status !== undefined && mapping.role === 'outcomes') {
    warnings.push(
      writeMessage('status_without_outcome', {
        column: status.column,
        count: tally.noOutcomes,
        example: tally.noOutcomeExample,
      }),
    );
  }
  for (const { column, kind, currency, target } of mapping.columns) {
    const isNamed = currency !== undefined || mapping.columns.some((other) => other.target === 'currency');
    if (kind === 'money' && target === 'field' && !isNamed && mapping.role !== 'outcomes')
      warnings.push(writeMessage('currency_unknown', { column }));
  }
  if (tally.ownTypes.size > 0)
    warnings.push(writeMessage('types_unknown', { types: [...tally.ownTypes].join(', ') }));
  return warnings;
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
