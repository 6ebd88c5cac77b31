import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { WordKey } from '../word/word.ts';

const kinds: readonly (readonly [pattern: RegExp, key: WordKey])[] = [
  [/Could not set lock/i, 'error_warehouse_busy'],
  [/not a valid DuckDB database file/i, 'error_warehouse_other_file'],
  [/No space left|max_temp_directory_size|Out of Memory/i, 'error_warehouse_full'],
  [/Permission denied|read-only mode/i, 'error_warehouse_rights'],
  [/INTERRUPT/, 'error_warehouse_stopped'],
  [/Cannot open|cannot open|No such file/i, 'error_warehouse_connect'],
];

/** Nothing that the command line was given is wrong then. */
const late: readonly WordKey[] = ['error_warehouse_full', 'error_warehouse_stopped', 'error_warehouse_fault'];

/** What DuckDB refused as one sentence with a remedy. */
export function explainDuckdbError(error: unknown, place: string): CommandError {
  const detail = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  const key = kinds.find(([pattern]) => pattern.test(detail))?.[1] ?? 'error_warehouse_fault';
  return new CommandError(
    key,
    { place, detail },
    late.includes(key) ? exitCodes.output : exitCodes.usage,
    error,
  );
}
