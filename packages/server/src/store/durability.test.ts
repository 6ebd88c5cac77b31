import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendFacts } from './append-facts.ts';
import { databaseName } from './data-folder.ts';
import { readBacklog, takeDue } from './due-lead.ts';
import { getMigrations } from './migration.ts';
import { restorePostgres } from './postgres-backup.ts';
import { readFacts } from './read-facts.ts';
import { restoreSqlite } from './sqlite-backup.ts';
import type { Store, StoreKind } from './store.ts';
import { StoreError, StoreUnavailableError } from './store-error.ts';
import { openTestHomes, type TestHome, type TestHomes } from './test-home.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];

describe.each(kinds)('%s', (kind) => {
  let homes: TestHomes;
  beforeAll(async () => {
    homes = await openTestHomes(kind, true);
  });
  afterAll(() => homes.close());

  it('has all that was acknowledged, once, after its process was killed while appending', async () => {
    const home = await homes.create();
    let before = 0;
    for (const lines of [3, 11]) {
      const acknowledged = await killWhileAppending(home, lines);
      const store = await home.open();
      const rows = await store.db.selectFrom('activities').select('id').execute();
      const ids = new Set(rows.map(({ id }) => id));
      expect(ids.size).toBe(rows.length);
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThanOrEqual(before);
      // What a batch brings is there with it or not at all.
      expect(rows.length % 25).toBe(0);
      const leads = await store.db.selectFrom('leads').select('id').execute();
      expect((await readBacklog(store)).count).toBe(leads.length);
      before = rows.length;
      await store.close();
    }
  });

  it('is as it was after a restart, with what was taken free again', async () => {
    const home = await homes.create();
    const store = await home.open();
    await appendVisits(store, ['a']);
    await takeDue(store, { by: 's1', limit: 9, now: 0, leaseMs: 1000 });
    await store.close();
    await expect(appendVisits(store, ['b'])).rejects.toThrow();
    const again = await home.open();
    expect((await readFacts(again, ['a'])).activities).toHaveLength(1);
    const now = kind === 'sqlite' ? 0 : 1001;
    expect(await takeDue(again, { by: 's2', limit: 9, now, leaseMs: 1000 })).toHaveLength(1);
  });

  it('comes back whole from a backup that was made while facts arrived', async () => {
    const home = await homes.create();
    const store = await home.open();
    await appendVisits(store, ['a', 'b \u2028 \\ \t "c"']);
    await appendFacts(
      store,
      { fieldValues: [{ lead: 'a', field: 'x', value: 'y', knownAt: 1, source: 's' }] },
      { now: 0 },
    );
    const path = join(home.folder, 'backup');
    const [, ...appended] = await Promise.all([
      store.backup(path),
      ...Array.from({ length: 20 }, (_, i) => appendVisits(store, [`later-${i}`])),
    ]);
    expect(appended).toHaveLength(20);
    await expect(store.backup(path)).rejects.toThrow('exists already');
    expect(readdirSync(home.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);

    const other = await homes.create();
    const restore = async (file: string): Promise<void> => {
      if (kind === 'sqlite') await restoreSqlite(other.folder, file, 0);
      else await restorePostgres(other.options.databaseUrl!, file);
    };
    await (await other.open()).close();
    const damaged = join(home.folder, 'damaged');
    await writeFile(damaged, await readFile(path));
    await truncate(damaged, (await readFile(path)).length - 5000 > 0 ? 30_000 : 200);
    await expect(restore(damaged)).rejects.toThrow(StoreError);
    await restore(path);
    const restored = await other.open();
    const facts = await readFacts(restored, ['a', 'b \u2028 \\ \t "c"']);
    expect(facts.activities).toHaveLength(2);
    expect(facts.fieldValues).toHaveLength(1);
    // New numbers go on after the old ones.
    await appendFacts(
      restored,
      { fieldValues: [{ lead: 'a', field: 'x', value: 'z', knownAt: 2, source: 's' }] },
      { now: 0 },
    );
    expect((await readFacts(restored, ['a'])).fieldValues).toHaveLength(2);
    if (kind === 'postgres') await expect(restore(path)).rejects.toThrow('is not empty');
    else await expect(restore(path)).rejects.toThrow('has it open');
  });

  it('is changed by later migrations, and refused by an older program', async () => {
    const home = await homes.create();
    const store = await home.open();
    await appendVisits(store, ['a']);
    await store.close();
    const migrations = {
      ...getMigrations(kind),
      '0002_later': {
        up: async (db: Parameters<ReturnType<typeof getMigrations>[string]['up']>[0]) => {
          await sql`create table later (id text)`.execute(db);
        },
      },
    };
    const later = await home.open({ migrations });
    expect((await readFacts(later, ['a'])).activities).toHaveLength(1);
    await sql`insert into later values ('x')`.execute(later.db);
    await later.close();
    expect(home.log).toHaveLength(1);
    if (kind === 'sqlite') {
      const backup = /"(.*)"/.exec(home.log[0]!)![1]!;
      const before = await homes.create();
      await restoreSqlite(before.folder, backup, 0);
      expect((await readFacts(await before.open(), ['a'])).activities).toHaveLength(1);
    }
    await expect(home.open()).rejects.toThrow(
      'Cannot open the store: a newer Leadline wrote it (migration "0002_later" is unknown here); start that version',
    );
    await (await home.open({ migrations })).close();
  });
});

describe('sqlite', () => {
  let homes: TestHomes;
  beforeAll(async () => {
    homes = await openTestHomes('sqlite');
  });
  afterAll(() => homes.close());

  it('refuses a second process, names the first, and is free once that is dead', async () => {
    const home = await homes.create();
    const child = await startAppending(home);
    await expect(home.open()).rejects.toThrow(
      `Cannot open the data folder "${home.folder}": process ${child.process.pid} on `,
    );
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    expect(existsSync(join(home.folder, 'leadline.pid'))).toBe(true);
    const store = await home.open();
    await expect(home.open()).rejects.toThrow(`process ${process.pid} on `);
    await store.close();
    await (await home.open()).close();
  });

  it('fails what does not fit on a full disk, keeps the rest and works again when there is room', async () => {
    const store = await (await homes.create()).open();
    await appendVisits(store, ['before']);
    const { rows } = await sql<{ pages: number }>`select page_count as pages from pragma_page_count`.execute(
      store.db,
    );
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.pages + 5)}`.execute(store.db);
    const large = (lead: string) =>
      appendFacts(
        store,
        { fieldValues: [{ lead, field: 'text', value: 'x'.repeat(100_000), knownAt: 1, source: 's' }] },
        { now: 0 },
      );
    const results = await Promise.allSettled([appendVisits(store, ['small']), large('a'), large('b')]);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons.length).toBeGreaterThanOrEqual(2);
    for (const reason of reasons) {
      expect(reason).toBeInstanceOf(StoreUnavailableError);
      expect(reason).toMatchObject({ reason: 'disk_full' });
    }
    const isThere = (await readFacts(store, ['small'])).activities.length === 1;
    expect(isThere).toBe(results[0]!.status === 'fulfilled');
    await sql`pragma max_page_count = 1000000`.execute(store.db);
    await large('a');
    expect((await readFacts(store, ['before', 'a'])).fieldValues).toHaveLength(1);
  });

  it('refuses a file that is no store', async () => {
    const home = await homes.create();
    await writeFile(
      join(home.folder, databaseName),
      'not a database, but long enough to be read as one'.repeat(100),
    );
    await expect(home.open()).rejects.toThrow('file is not a database');
    await expect(restoreSqlite(home.folder, join(home.folder, databaseName), 0)).rejects.toThrow(
      'it is no store of Leadline',
    );
  });
});

describe('postgres', () => {
  it('says so while the database is gone, works again when it is back, and has what it acknowledged', async () => {
    const homes = await openTestHomes('postgres', true);
    try {
      const home = await homes.create();
      const store = await home.open();
      const server = home.server!;
      for (const end of ['SIGKILL', 'stop'] as const) {
        const acknowledged: string[] = [];
        const failures: unknown[] = [];
        let isOver = false;
        const appending = Array.from({ length: 4 }, async (_, worker) => {
          for (let i = 0; !isOver; i++) {
            const lead = `${end}-${worker}-${i}`;
            await appendVisits(store, [lead]).then(
              () => acknowledged.push(lead),
              async (error) => {
                failures.push(error);
                await new Promise((resolve) => setTimeout(resolve, 20));
              },
            );
          }
        });
        await until(() => acknowledged.length >= 40);
        if (end === 'stop') await server.stop();
        else process.kill(await readServerPid(server.dataFolder), end);
        await until(() => failures.length >= 4);
        const before = acknowledged.length;
        await startAgain(() => server.start());
        await until(() => acknowledged.length >= before + 40);
        isOver = true;
        await Promise.all(appending);
        for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailableError);
        const { rows } = await sql<{ id: string }>`select id from activities`.execute(store.db);
        const ids = new Set(rows.map(({ id }) => id));
        expect(acknowledged.filter((lead) => !ids.has(lead))).toEqual([]);
      }
      await store.close();
    } finally {
      await homes.close();
    }
  });

  it('gives up on a statement that takes too long, and on a database that is not there', async () => {
    const homes = await openTestHomes('postgres');
    try {
      const home = await homes.create();
      const store = await home.open();
      const slow = store.write(async (transaction) => {
        await sql`set local statement_timeout = 50`.execute(transaction);
        await sql`select pg_sleep(5)`.execute(transaction);
      });
      await expect(slow).rejects.toMatchObject({ reason: 'timeout' });
      await appendVisits(store, ['a']);
      const nowhere = home.options.databaseUrl!.replace(/:\d+\//, ':1/');
      await expect(home.open({ databaseUrl: nowhere })).rejects.toMatchObject({ reason: 'disconnected' });
    } finally {
      await homes.close();
    }
  });
});

function appendVisits(store: Store, leads: readonly string[]) {
  const activities = leads.map((lead) => ({
    lead,
    type: 'Page Viewed',
    at: 1,
    knownAt: 1,
    source: 'web',
    id: lead,
  }));
  return appendFacts(store, { activities }, { now: 0 });
}

interface AppendingProcess {
  readonly process: ChildProcess;
  readonly acknowledged: string[];
  /** Resolves after so many more lines of acknowledgements. */
  wait(lines: number): Promise<void>;
}

async function startAppending({ options }: TestHome): Promise<AppendingProcess> {
  const program = fileURLToPath(new URL('./append-process.ts', import.meta.url));
  const { folder, databaseUrl } = options;
  const child = spawn(process.execPath, [program, JSON.stringify({ folder, databaseUrl })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  let lines = 0;
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines += 1;
    acknowledged.push(...line.split(' ').filter((id) => id !== ''));
  });
  const wait = (count: number) => {
    const until_ = lines + count;
    return until(() => lines >= until_ || child.exitCode !== null);
  };
  await wait(1);
  return { process: child, acknowledged, wait };
}

/** Returns the ids that were acknowledged before the process was killed. */
async function killWhileAppending(home: TestHome, lines: number): Promise<string[]> {
  const child = await startAppending(home);
  await child.wait(lines);
  child.process.kill('SIGKILL');
  await once(child.process, 'close');
  return child.acknowledged;
}

async function readServerPid(dataFolder: string): Promise<number> {
  return Number((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A server that was killed may still hold its memory for a moment. */
async function startAgain(start: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await start();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
