import { randomBytes } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { writeTable } from '../plain-table.ts';
import type { Session } from '../session.ts';
import { addKey, listKeys, revokeKey } from '../store/key.ts';
import type { StoreOptions } from './option.ts';
import { withStore } from './with-store.ts';

export interface KeyCreateOptions extends StoreOptions {
  readonly write?: true | undefined;
  readonly api?: true | undefined;
}

const longestName = 100;

/** Makes a key and prints its secret, which is kept nowhere else. */
export async function runKeyCreate(
  name: string,
  options: KeyCreateOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words, now } = session;
  if ((options.write === true) === (options.api === true)) throw new CommandError('error_key_kind');
  if (name.trim() === '' || name.length > longestName) throw new CommandError('error_key_name');
  const kind = options.write === true ? 'write' : 'api';
  const secret = `ll${kind[0]}_${randomBytes(24).toString('base64url')}`;
  const key = { id: randomBytes(5).toString('hex'), kind, name: name.trim() } as const;
  await withStore(options, session, (store) =>
    addKey(store, { ...key, scopes: [], createdAt: now, createdBy: 'command line' }, secret),
  );
  if (options.json === true) terminal.out(`${JSON.stringify({ ...key, secret }, null, 2)}\n`);
  else {
    terminal.note(words.say('key_made', { id: key.id, name: key.name }));
    terminal.out(`${secret}\n`);
  }
  return exitCodes.ok;
}

/** Lists all keys, those that were withdrawn too. */
export async function runKeyList(options: StoreOptions, session: Session): Promise<ExitCode> {
  const { terminal, words } = session;
  const keys = await withStore(options, session, listKeys);
  if (options.json === true) terminal.out(`${JSON.stringify({ keys }, null, 2)}\n`);
  else if (keys.length === 0) terminal.note(words.say('key_none'));
  else {
    const titles = [
      words.say('column_id'),
      words.say('column_kind'),
      words.say('column_name'),
      words.say('column_prefix'),
      words.say('column_made'),
      words.say('column_revoked'),
    ];
    const rows = keys.map(({ id, kind, name, prefix, createdAt, revokedAt }) => [
      id,
      kind,
      name,
      `${prefix}…`,
      writeDay(createdAt),
      writeDay(revokedAt),
    ]);
    const columns = titles.map((title) => ({ title }));
    terminal.out(writeTable(columns, rows, terminal.columns));
  }
  return exitCodes.ok;
}

/** Withdraws a key: from now on nothing is taken with it. */
export async function runKeyRevoke(id: string, options: StoreOptions, session: Session): Promise<ExitCode> {
  const { terminal, words, now } = session;
  const isRevoked = await withStore(options, session, (store) => revokeKey(store, id, now));
  if (!isRevoked) throw new CommandError('error_key_unknown', { id });
  if (options.json === true) terminal.out(`${JSON.stringify({ id, revokedAt: now }, null, 2)}\n`);
  else terminal.note(words.say('key_revoked', { id }));
  return exitCodes.ok;
}

function writeDay(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 10);
}
