import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { WordKey } from '../word/word.ts';

/** SQLSTATE, or what Node says of a connection. */
const keys: Readonly<Record<string, WordKey>> = {
  ECONNREFUSED: 'error_warehouse_connect',
  ENOTFOUND: 'error_warehouse_connect',
  EAI_AGAIN: 'error_warehouse_connect',
  ETIMEDOUT: 'error_warehouse_connect',
  EHOSTUNREACH: 'error_warehouse_connect',
  '53300': 'error_warehouse_connect',
  '57P03': 'error_warehouse_connect',
  '28P01': 'error_warehouse_password',
  '28000': 'error_warehouse_password',
  '3D000': 'error_warehouse_database',
  '42501': 'error_warehouse_rights',
  '25006': 'error_warehouse_rights',
  '53100': 'error_warehouse_full',
  '54000': 'error_warehouse_full',
  '57014': 'error_warehouse_stopped',
  '25P04': 'error_warehouse_stopped',
  '55P03': 'error_warehouse_busy',
  '40001': 'error_warehouse_busy',
  ECONNRESET: 'error_warehouse_lost',
  EPIPE: 'error_warehouse_lost',
  '57P01': 'error_warehouse_lost',
  '57P02': 'error_warehouse_lost',
};
/** Nothing that the command line was given is wrong then. */
const late: readonly WordKey[] = [
  'error_warehouse_full',
  'error_warehouse_stopped',
  'error_warehouse_lost',
  'error_warehouse_fault',
];

/** What PostgreSQL refused as one sentence with a remedy. */
export function explainPostgresError(error: unknown, place: string): CommandError {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const isLost = /Connection terminated|not queryable/.test(message);
  const key = isLost ? 'error_warehouse_lost' : (keys[code] ?? 'error_warehouse_fault');
  const detail = message === '' ? code : message;
  return new CommandError(
    key,
    { place, detail },
    late.includes(key) ? exitCodes.output : exitCodes.usage,
    error,
  );
}
