import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { WordKey } from '../word/word.ts';

/** Codes of ClickHouse, or what Node says of a connection. */
const keys: Readonly<Record<string, WordKey>> = {
  ECONNREFUSED: 'error_warehouse_connect',
  ENOTFOUND: 'error_warehouse_connect',
  EAI_AGAIN: 'error_warehouse_connect',
  ETIMEDOUT: 'error_warehouse_connect',
  EHOSTUNREACH: 'error_warehouse_connect',
  HPE_INVALID_CONSTANT: 'error_warehouse_connect',
  ECONNRESET: 'error_warehouse_lost',
  EPIPE: 'error_warehouse_lost',
  '192': 'error_warehouse_password',
  '193': 'error_warehouse_password',
  '194': 'error_warehouse_password',
  '516': 'error_warehouse_password',
  '81': 'error_warehouse_database',
  '164': 'error_warehouse_rights',
  '291': 'error_warehouse_rights',
  '497': 'error_warehouse_rights',
  '241': 'error_warehouse_full',
  '243': 'error_warehouse_full',
  '159': 'error_warehouse_stopped',
  '394': 'error_warehouse_stopped',
};

/** Nothing that the command line was given is wrong then. */
const late: readonly WordKey[] = [
  'error_warehouse_full',
  'error_warehouse_stopped',
  'error_warehouse_lost',
  'error_warehouse_fault',
];

/** What a ClickHouse server answers when it refuses. */
export class ClickhouseError extends Error {
  readonly code: string;

  constructor(answer: string) {
    super(answer.trim().slice(0, 1000));
    this.name = 'ClickhouseError';
    this.code = answer.match(/Code: (\d+)/)?.[1] ?? '';
  }
}

/** What ClickHouse refused as one sentence with a remedy. */
export function explainClickhouseError(error: unknown, place: string): CommandError {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const key = keys[code] ?? 'error_warehouse_fault';
  const detail = message === '' ? code : message;
  return new CommandError(
    key,
    { place, detail },
    late.includes(key) ? exitCodes.output : exitCodes.usage,
    error,
  );
}
