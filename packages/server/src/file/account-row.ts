import { type CellProblem, readTextOf } from './row-plan.ts';
import { checkRepeat, problemAt, type RowContext, type RowResult, readFields } from './row-reader.ts';
import { Problem, type TableRow } from './table.ts';

/**
 * Reads a row of accounts. The account is its id where files of leads name accounts by id, else its domain, by which a
 * lead's e-mail address finds it; else the id, else the name.
 */
export function readAccountRow(row: TableRow, context: RowContext): RowResult {
  const { plan, sink, source, knownAt } = context;
  const { accountId, accountName, accountDomain } = plan.only;
  const fields = readFields(row, context);
  if (!Array.isArray(fields)) return fields as CellProblem;
  const id = readTextOf(accountId, row.cells);
  const website = fields.find(([field]) => field === 'website')?.[1];
  const domain = findDomain(
    readTextOf(accountDomain, row.cells) ?? (typeof website === 'string' ? website : undefined),
  );
  const named = id === null ? undefined : context.idPrefix + id;
  const account =
    (context.accountKey === 'id' ? (named ?? domain) : (domain ?? named)) ??
    readTextOf(accountName, row.cells) ??
    undefined;
  if (account === undefined)
    return problemAt(accountId ?? accountDomain ?? accountName, row, new Problem('account_missing'));
  const repeat = checkRepeat(named ?? account, row, context, accountId ?? accountDomain ?? accountName);
  if (repeat !== 'accepted') return repeat;
  sink.accounts.add(account);
  for (const [field, value] of fields) sink.fieldValues.push({ account, field, value, source, knownAt });
  return 'accepted';
}

/** Returns the domain of a website or address: "https://www.Acme.example/nl" is acme.example. */
function findDomain(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .split(/[/?#:]/)[0]!
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return /^[^\s.]+(\.[^\s.]+)+$/.test(host) ? host : undefined;
}
