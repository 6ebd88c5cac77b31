import type { Facts } from '@leadline/core';
import { type Column, type Columns, type getColumnNeeds, groupByAccount } from '@leadline/core';
import type { BulkDatabase } from './bulk-database.ts';
import type { BulkFileReport } from './bulk-file.ts';
import type { KindOf } from './declared-kind.ts';
import { findUnit, loadFields, resolveField } from './field-loader.ts';
import { suppress } from './given-facts.ts';
import { numberIds } from './lead-number.ts';
import { allocateShared, allocateSharedCodes } from './shared-array.ts';
import { nameOf, type StagedFiles } from './staged-facts.ts';

/** Accounts, their fields, and which account each lead belongs to. */
export interface LoadedAccounts {
  readonly columns: NonNullable<Columns['accounts']>;
  readonly of: Int32Array;
  readonly fields: ReadonlyMap<string, Column>;
  readonly reports: readonly BulkFileReport[];
}

/** Reads the accounts that the files of accounts or the leads name. */
export async function loadAccounts(
  database: BulkDatabase,
  staged: StagedFiles,
  account: Column | undefined,
  created: Float64Array,
  options: {
    readonly needs: ReturnType<typeof getColumnNeeds>;
    readonly kindOf: KindOf;
    readonly until: number;
    readonly knownAt: number;
    readonly others: Pick<Facts, 'adjustments' | 'suppressions'>;
  },
): Promise<LoadedAccounts> {
  const { needs, kindOf, until, knownAt, others } = options;
  const accounts = await numberIds(database, 'account_numbers', [
    ...staged.accounts.map(({ staged: file, key }) => ({ file, column: key })),
    ...staged.leads.flatMap(({ staged: file, fields }) =>
      fields.account === undefined ? [] : [{ file, column: nameOf(fields.account) }],
    ),
  ]);
  const { ids } = accounts;
  const unitOfCode = Int32Array.from(account?.values ?? [], (value) =>
    typeof value === 'string' ? findUnit(ids, value) : -1,
  );
  const of = allocateShared(Int32Array, created.length).fill(-1);
  for (let lead = 0; account && lead < of.length; lead++) {
    const code = account.codes[lead]!;
    if (code !== 0 && !Number.isNaN(created[lead]!)) of[lead] = unitOfCode[code]!;
  }
  const names = new Set([
    ...needs.accountFields,
    ...needs.fields.flatMap((name) => (name.startsWith('account.') ? [name.slice('account.'.length)] : [])),
  ]);
  if (needs.lists.length > 0) names.add('emailDomain');
  const loaded = await loadFields(database, staged.accounts, accounts, [...names], kindOf, knownAt);
  const grouped = groupByAccount(of, ids.length);
  const offsets = allocateShared(Uint32Array, grouped.offsets.length);
  offsets.set(grouped.offsets);
  const leads = allocateShared(Uint32Array, grouped.leads.length);
  leads.set(grouped.leads);
  const accountCreated = allocateShared(Float64Array, ids.length);
  for (let unit = 0; unit < ids.length; unit++) {
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = offsets[unit]!; i < offsets[unit + 1]!; i++)
      earliest = Math.min(earliest, created[leads[i]!]!);
    const known = loaded.hasRow[unit] === 1 && knownAt <= until ? knownAt : Number.NaN;
    accountCreated[unit] = earliest < Number.POSITIVE_INFINITY ? earliest : known;
  }
  const fields = new Map<string, Column>();
  for (const [name, field] of loaded.fields)
    fields.set(name, resolveField(field, accountCreated, until, knownAt));
  const suppressed = suppress(others, needs.lists, knownAt, until, ids, fields.get('emailDomain'));
  return {
    columns: { ids, of, offsets, leads, created: accountCreated, fields, suppressed },
    of,
    fields,
    reports: loaded.reports,
  };
}

/** A field of accounts as a field of the leads that belong to them. */
export function spread({ codes, values }: Column, of: Int32Array): Column {
  const spreadCodes = allocateSharedCodes(of.length, values.length);
  for (let lead = 0; lead < of.length; lead++) if (of[lead]! >= 0) spreadCodes[lead] = codes[of[lead]!]!;
  return { codes: spreadCodes, values };
}
