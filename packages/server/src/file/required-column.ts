import type { FactFile } from './fact-file.ts';
import { FileError } from './file-error.ts';
import type { Mapping } from './mapping.ts';

/** Throws FileError if no column says what a file of this role must say, or if its time zone is unknown. */
export function checkRequired({ role, columns }: Mapping, name: string, file: FactFile): void {
  if (file.timeZone !== undefined && !isTimeZone(file.timeZone)) {
    throw new FileError('time_zone_unknown', name, { zone: file.timeZone });
  }
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

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
