import type { Outcome } from '@leadline/core';
import { foldEmail } from './plain-text.ts';
import { type CellProblem, readTextOf } from './row-plan.ts';
import {
  checkRepeat,
  problemAt,
  type RowContext,
  type RowResult,
  readAccount,
  readFields,
  readIdentity,
  readRowDate,
} from './row-reader.ts';
import { Problem, type TableRow, writeCell } from './table.ts';

type RowOutcome = Pick<Outcome, 'outcome' | 'reason' | 'at'>;

/**
 * Reads how a row ended: its status or flag says what, its date when; without a status a date of its own ("Won time",
 * "Became a Customer Date") says both. Undefined while it has not ended. `isRequired`: a status that is unknown, and an
 * outcome without a date, are problems.
 */
export function readOutcome(
  row: TableRow,
  context: RowContext,
  rowDate: number | undefined,
  isRequired: boolean,
): RowOutcome | undefined | CellProblem {
  const { plan, tally } = context;
  const { outcomeStatuses, outcomeDates, outcomeReasons } = plan;
  let outcome: Outcome['outcome'] | undefined;
  let hasStatus = false;
  for (const planned of outcomeStatuses) {
    const value = planned.read(row.cells[planned.index]);
    if (value instanceof Problem) return problemAt(planned, row, value);
    if (value === null) continue;
    if (typeof value === 'boolean') {
      if (value) outcome ??= planned.column.outcome ?? 'won';
      hasStatus ||= value;
      continue;
    }
    const text = Array.isArray(value) ? value.join('; ') : String(value);
    const found = context.outcomeOf(text);
    hasStatus = true;
    if (found === undefined) {
      tally.noOutcomes++;
      if (tally.noOutcomeExample === '') tally.noOutcomeExample = text;
    } else if (found !== 'none') outcome = found;
  }
  let at: number | undefined;
  for (const planned of outcomeDates) {
    const read = planned.readTime(row.cells[planned.index]);
    if (read instanceof Problem) return problemAt(planned, row, read);
    if (read === null) continue;
    const own = planned.column.outcome;
    // A date of its own says the outcome only where no status denies it: a deal that was opened again keeps its lost date.
    if (own !== undefined && outcome === undefined && !hasStatus) outcome = own;
    if (own === outcome || (own === undefined && at === undefined)) at = read;
  }
  if (outcome === undefined) return undefined;
  at ??= rowDate;
  if (at === undefined) {
    if (isRequired) return problemAt(outcomeDates[0], row, new Problem('outcome_date_missing'));
    tally.fileDates++;
    at = context.fileAt;
  }
  for (const planned of outcomeReasons) {
    if (planned.column.outcome !== undefined && planned.column.outcome !== outcome) continue;
    const reason = readTextOf(planned, row.cells);
    if (reason !== null) return { outcome, reason: planned.keepText(reason), at };
  }
  return { outcome, at };
}

/**
 * Reads a row of outcomes, such as a deal: each of its leads gets the outcome. A row that has not ended is accepted and
 * gives the leads it names. The facts of the person in the row (name, telephone) are kept, those of the deal are not.
 */
export function readOutcomeRow(row: TableRow, context: RowContext): RowResult {
  const { plan, sink, source, knownAt } = context;
  const fields = readFields(row, context);
  if (!Array.isArray(fields)) return fields as CellProblem;
  const rowDate = readRowDate(row, context);
  if (typeof rowDate === 'object') return rowDate;
  const leads = readLeads(row, context);
  const keyColumn = plan.only.leadIds ?? plan.only.leadId ?? plan.only.email ?? plan.only.leadNames;
  if (leads.length === 0) return problemAt(keyColumn, row, new Problem('lead_missing'));
  const outcome = readOutcome(row, context, rowDate, true);
  if (outcome !== undefined && 'problem' in outcome) return outcome;
  const id = readTextOf(plan.only.outcomeId, row.cells);
  // Without an id of its own a row is the same as another only if all of it is.
  const key = id ?? row.cells.map((cell) => writeCell(cell)).join('\u001f');
  const repeat = checkRepeat(key, row, context, plan.only.outcomeId);
  if (repeat !== 'accepted') return repeat;
  const account = readAccount(row, context);
  for (const lead of leads) {
    context.registry.see(lead);
    if (account !== undefined)
      sink.fieldValues.push({ lead, field: 'account', value: account, source, knownAt });
    if (outcome !== undefined) sink.outcomes.push({ lead, ...outcome, knownAt });
    // The person in the row is one person: of several leads nobody knows whose telephone it is.
    if (leads.length > 1) continue;
    for (const [field, value] of fields) sink.fieldValues.push({ lead, field, value, source, knownAt });
  }
  return 'accepted';
}

/** The leads of a row: ids joined by ";", else one id or address, else the addresses in "Ana Example (ana@acme.example)". */
function readLeads(row: TableRow, context: RowContext): string[] {
  const { only } = context.plan;
  const ids = splitList(readTextOf(only.leadIds, row.cells)).map((id) => context.idPrefix + id);
  const names = readTextOf(only.leadNames, row.cells) ?? '';
  const emails = [...names.matchAll(/[^\s,;:<>()|"']+@[^\s,;:<>()|"']+/g)].map(([email]) => foldEmail(email));
  if (ids.length > 0) {
    if (emails.length === ids.length)
      for (const [i, email] of emails.entries()) context.registry.link(email, ids[i]!, context.space);
    return [...new Set(ids)];
  }
  const single = readIdentity(row, context);
  if (single !== undefined) return [single];
  return [...new Set(emails)];
}

const splitList = (text: string | null): string[] =>
  (text ?? '')
    .split(/[;,|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
