import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { checkMigrations, getMigrations, type Migrations } from './migration.ts';
import { getConnectionConfig } from './postgres-pool.ts';
import { StoreError } from './store-error.ts';
import { syncFile } from './sync-file.ts';

/** The first line of a backup. */
interface BackupStart {
  readonly leadline: 'postgres-backup-1';
  readonly migrations: readonly string[];
}

/** The line before the rows of a table, which are as COPY writes them and end with a line `\.`. */
interface BackupTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The last line: without it a backup is not whole. */
interface BackupEnd {
  readonly rows: Readonly<Record<string, number>>;
}

const endOfRows = '\\.';

/**
 * Writes all tables, as of one moment, to one gzipped file, reads it back and only then gives it its name. Nobody waits
 * for it.
 */
export async function backupPostgres(url: string, path: string, migrations: Migrations): Promise<void> {
  if (existsSync(path))
    throw new StoreError('exists', `Cannot write the backup "${path}": it exists already`);
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    const gzip = createGzip({ level: 1 });
    const written = pipeline(gzip, createWriteStream(temporary));
    // A failure is told by `written` when it is awaited.
    written.catch(() => undefined);
    await withClient(url, 'begin isolation level repeatable read read only', (client) =>
      writeTables(client, gzip),
    );
    gzip.end();
    await written;
    for await (const _ of readSections(temporary, path, migrations));
    await syncFile(temporary);
    await rename(temporary, path);
    await syncFile(dirname(path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Puts a backup into a database whose tables are there and empty (as `openStore` leaves a new one), all or nothing.
 * Throws StoreError if the backup is damaged or of a newer Leadline, or the database holds anything.
 */
export async function restorePostgres(url: string, path: string): Promise<void> {
  await withClient(url, 'begin', async (client) => {
    for (const { table } of await listTables(client)) {
      const { rows } = await client.query(`select 1 from ${quote(table)} limit 1`);
      if (rows.length > 0)
        throw new StoreError(
          'exists',
          `Cannot restore into this database: "${table}" is not empty; use an empty database`,
        );
    }
    for await (const { table, columns, lines } of readSections(path, path, getMigrations('postgres'))) {
      const target = `${quote(table)} (${columns.map(quote).join(', ')})`;
      await pipeline(Readable.from(lines), client.query(copyFrom(`copy ${target} from stdin`)));
      if (columns.includes('number'))
        await client.query(
          `select setval(pg_get_serial_sequence($1, 'number'), (select coalesce(max(number), 0) + 1 from ${quote(table)}), false)`,
          [table],
        );
    }
  });
}

async function withClient(
  url: string,
  begin: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ ...getConnectionConfig(url), statement_timeout: 0 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(begin);
    await work(client);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function writeTables(client: pg.Client, into: Writable): Promise<void> {
  const writeLine = async (line: BackupStart | BackupTable | BackupEnd | string): Promise<void> => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    if (!into.write(`${text}\n`)) await once(into, 'drain');
  };
  const { rows: done } = await client.query<{ name: string }>(
    'select name from kysely_migration order by name',
  );
  await writeLine({ leadline: 'postgres-backup-1', migrations: done.map(({ name }) => name) });
  const rows: Record<string, number> = {};
  for (const table of await listTables(client)) {
    await writeLine(table);
    const columns = table.columns.map(quote).join(', ');
    const copy = client.query(copyTo(`copy (select ${columns} from ${quote(table.table)}) to stdout`));
    copy.pipe(into, { end: false });
    await finished(copy);
    rows[table.table] = copy.rowCount;
    await writeLine(endOfRows);
  }
  await writeLine({ rows });
}

/** Tables in the order they were made: what others refer to comes first. */
async function listTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    select relname as "table", array(
      select attname::text from pg_attribute
      where attrelid = pg_class.oid and attnum > 0 and not attisdropped order by attnum) as columns
    from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname not like 'kysely\\_%'
    order by oid`);
  return rows;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

interface Section extends BackupTable {
  /** Rows as COPY writes them, each with its line end. To be read before the next section is asked for. */
  readonly lines: AsyncIterable<string>;
}

/** Reads a backup to its end. Throws StoreError if it is not whole. */
async function* readSections(path: string, name: string, migrations: Migrations): AsyncGenerator<Section> {
  const damaged = (detail: string, cause?: unknown) =>
    new StoreError('damaged', `Cannot use the backup "${name}": ${detail}; use another one`, cause);
  const gunzip = createGunzip();
  const lines = readLines(createReadStream(path), gunzip);
  const next = async (): Promise<string> => {
    try {
      const { value, done } = await lines.next();
      if (!done) return value;
    } catch (error) {
      throw damaged('it is damaged', error);
    }
    throw damaged('it ends too early');
  };
  const parse = <T>(line: string): T => {
    try {
      return JSON.parse(line) as T;
    } catch (error) {
      throw damaged('it is no backup of Leadline', error);
    }
  };
  const start = parse<Partial<BackupStart>>(await next());
  if (start.leadline !== 'postgres-backup-1' || start.migrations === undefined)
    throw damaged('it is no backup of a PostgreSQL store');
  checkMigrations(start.migrations, migrations);
  const counts: Record<string, number> = {};
  for (;;) {
    const line = parse<BackupTable | BackupEnd>(await next());
    if ('rows' in line) {
      const isWhole = Object.entries(line.rows).every(([table, count]) => counts[table] === count);
      if (!isWhole) throw damaged('rows are missing');
      return;
    }
    let isRead = false;
    const rows = (async function* () {
      let count = 0;
      for (let row = await next(); row !== endOfRows; row = await next()) {
        count += 1;
        yield `${row}\n`;
      }
      counts[line.table] = count;
      isRead = true;
    })();
    yield { ...line, lines: rows };
    if (!isRead) for await (const _ of rows);
  }
}

/** COPY escapes line ends within values, so a line is a row. Other separators of lines are left as they are. */
async function* readLines(source: NodeJS.ReadableStream, gunzip: ReturnType<typeof createGunzip>) {
  const unzipped = pipeline(source, gunzip);
  unzipped.catch(() => undefined);
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of gunzip) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  await unzipped;
}
