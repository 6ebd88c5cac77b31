import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../../sql/src/testing/postgres-server.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store, StoreKind } from './store.ts';

/** Where one store of a test lives: opened, closed and opened again. */
export interface TestHome {
  readonly options: StoreOptions;
  /** Lines that the stores opened here have logged. */
  readonly log: string[];
  /** For files of the test; the data folder of an embedded store. */
  readonly folder: string;
  open(changes?: Partial<StoreOptions>): Promise<Store>;
  readonly server: PostgresServer | undefined;
}

/** Homes on one kind of database. All stores opened in them are closed in the end. */
export interface TestHomes {
  readonly kind: StoreKind;
  create(): Promise<TestHome>;
  close(): Promise<void>;
}

/** Starts a PostgreSQL server first if that is the kind. */
export async function openTestHomes(kind: StoreKind, durable = false): Promise<TestHomes> {
  const server = kind === 'postgres' ? await startPostgres({ durable }) : undefined;
  const folders: string[] = [];
  const stores: Store[] = [];
  return {
    kind,
    async create() {
      const folder = await mkdtemp(join(tmpdir(), 'leadline-store-'));
      folders.push(folder);
      const log: string[] = [];
      const databaseUrl = server && (await createDatabase(server));
      const options: StoreOptions = { folder, databaseUrl, now: 0, log: (line) => log.push(line) };
      return {
        options,
        log,
        folder,
        server,
        async open(changes = {}) {
          const store = await openStore({ ...options, ...changes });
          stores.push(store);
          return store;
        },
      };
    },
    async close() {
      await Promise.allSettled(stores.map((store) => store.close()));
      await server?.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(server: PostgresServer): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(server.getUrl());
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.getUrl(name);
}
