import { earliestTime, outcomeKinds } from '@leadline/core';
import { type BulkDatabase, streamNumbers } from './bulk-database.ts';
import {
  type BulkFileReport,
  type BulkReject,
  type BulkRejectReason,
  mostRejects,
  type OutcomeFile,
} from './bulk-file.ts';
import { keySql, msOfTime, timeSql } from './cell.ts';
import { makeDictionary } from './dictionary.ts';
import type { Numbering } from './lead-number.ts';
import { allocateShared } from './shared-array.ts';
import type { StagedFile } from './staged-file.ts';

export interface StagedOutcomes {
  readonly file: OutcomeFile;
  readonly staged: StagedFile;
}

/** Outcomes by lead and then by time, as core's kernel reads them. */
export interface LoadedOutcomes {
  readonly offsets: Uint32Array;
  readonly kind: Uint8Array;
  readonly at: Float64Array;
  readonly kinds: typeof outcomeKinds;
  readonly reports: readonly BulkFileReport[];
}

/** Reads outcomes up to `until`. */
export async function loadOutcomes(
  database: BulkDatabase,
  files: readonly StagedOutcomes[],
  leads: Numbering,
  until: number,
): Promise<LoadedOutcomes> {
  const rows: { unit: number; at: number; kind: number }[] = [];
  const reports: BulkFileReport[] = [];
  for (const { file, staged } of files) {
    const rejects: BulkReject[] = [];
    let [rejected, later] = [0, 0];
    const { kinds, index, sql } = await prepare(database, file, staged, leads);
    for await (const { rowCount, columns } of streamNumbers(database.connection, sql)) {
      const [numbers, ids, cells] = columns;
      const units = new Int32Array(rowCount);
      const codes = new Int32Array(rowCount);
      leads.index.find(ids!, rowCount, units);
      index.find(cells!, rowCount, codes);
      const times = columns[3] as Float64Array;
      for (let i = 0; i < rowCount; i++) {
        const kind = kinds[codes[i]!]!;
        const unit = units[i]! - 1;
        const reason = findReason(unit, kind, times[i]!);
        if (reason !== undefined) {
          rejected++;
          if (rejects.length < mostRejects)
            rejects.push({ file: file.path, reason, row: Number(numbers![i]) + 1 });
        } else if (times[i]! + earliestTime > until) later++;
        else rows.push({ unit, at: times[i]! + earliestTime, kind });
      }
    }
    const read = staged.rowCount + staged.invalidLines;
    const lost = rejected + staged.invalidLines;
    reports.push({
      path: file.path,
      role: 'outcomes',
      rows: { read, accepted: read - lost, rejected: lost, duplicates: 0, conflicts: 0, later },
      rejects: [...staged.rejects, ...rejects.sort((a, b) => a.row! - b.row!)].slice(0, mostRejects),
    });
  }
  return { ...sortOutcomes(rows, leads.ids.length), kinds: outcomeKinds, reports };
}

function findReason(unit: number, kind: number, ms: number): BulkRejectReason | undefined {
  if (unit < 0) return 'lead_missing';
  if (kind < 0) return 'outcome_invalid';
  return ms < 0 || ms >= msOfTime ? 'time_invalid' : undefined;
}

async function prepare(database: BulkDatabase, file: OutcomeFile, staged: StagedFile, leads: Numbering) {
  const dictionary = await makeDictionary(database, [
    { file: staged, column: { column: file.outcome, read: String } },
  ]);
  const { index, sql } = dictionary.parts.get(staged)!;
  const kinds = dictionary.values.map((value) => {
    const said = String(value ?? '').trim();
    const kind = file.outcomes
      ? file.outcomes[said]
      : outcomeKinds.find((each) => each === said.toLowerCase());
    return kind === undefined ? -1 : outcomeKinds.indexOf(kind);
  });
  return {
    kinds,
    index,
    sql: `SELECT file_row_number::INTEGER, ${leads.index.sqlOf(keySql(staged, file.leadId))}, ${sql},
      ${timeSql(staged, file.at)}::DOUBLE FROM ${staged.table}`,
  };
}

function sortOutcomes(rows: { unit: number; at: number; kind: number }[], leadCount: number) {
  rows.sort((a, b) => a.unit - b.unit || a.at - b.at || a.kind - b.kind);
  const offsets = allocateShared(Uint32Array, leadCount + 1);
  const kind = allocateShared(Uint8Array, rows.length);
  const at = allocateShared(Float64Array, rows.length);
  for (const [i, row] of rows.entries()) {
    offsets[row.unit + 1]!++;
    kind[i] = row.kind;
    at[i] = row.at;
  }
  for (let unit = 0; unit < leadCount; unit++) offsets[unit + 1]! += offsets[unit]!;
  return { offsets, kind, at };
}
