import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Activity } from '../packages/core/src/index.ts';
import { appendFacts } from '../packages/server/src/store/append-facts.ts';
import { takeDue } from '../packages/server/src/store/due-lead.ts';
import { loadActivities } from '../packages/server/src/store/load-activities.ts';
import { openStore } from '../packages/server/src/store/open-store.ts';
import { readFacts } from '../packages/server/src/store/read-facts.ts';
import type { Store } from '../packages/server/src/store/store.ts';
import { writeScores } from '../packages/server/src/store/write-scores.ts';
import { startPostgres } from '../packages/sql/src/testing/postgres-server.ts';
import { formatTable } from './measure.ts';

// Rows a second that the live server's store takes, on a base of activities of leads that come back at random.
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '1000000' },
    leads: { type: 'string', default: '50000' },
    store: { type: 'string', default: 'sqlite,postgres' },
    batches: { type: 'string', default: '100' },
  },
});
const [base, leadCount, batches] = [Number(values.base), Number(values.leads), Number(values.batches)];
const leads = Array.from({ length: leadCount }, () => randomUUID());
const start = Date.UTC(2026, 0, 1);
const rows: (string | number)[][] = [
  ['store, what', 'rows/s', 'ms a batch', 'p95 ms', 'this process', 'database', 'loop p99 ms'],
];

for (const kind of values.store.split(',')) {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  const server = kind === 'postgres' ? await startPostgres({ durable: true }) : undefined;
  const store = await openStore({ folder, databaseUrl: server?.getUrl(), now: 0, log: () => undefined });
  const serverPid =
    server && Number(readFileSync(join(server.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const measure = async (
    what: string,
    count: number,
    rowsEach: number,
    lanes: number,
    run: () => Promise<unknown>,
  ) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const cpu = process.cpuUsage();
    const databaseCpu = serverPid ? readCpuMs(serverPid) : 0;
    const times: number[] = [];
    const from = performance.now();
    let left = count;
    const lane = async () => {
      while (left-- > 0) {
        const began = performance.now();
        await run();
        times.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const wallMs = performance.now() - from;
    const { user, system } = process.cpuUsage(cpu);
    times.sort((a, b) => a - b);
    const share = (ms: number) => `${((100 * ms) / wallMs).toFixed(0)}%`;
    rows.push([
      `${kind}, ${what}`,
      Math.round((count * rowsEach * 1000) / wallMs),
      (wallMs / count).toFixed(1),
      times[Math.floor(times.length * 0.95)]!.toFixed(1),
      share((user + system) / 1000),
      serverPid ? share(readCpuMs(serverPid) - databaseCpu) : 'within',
      (delay.percentile(99) / 1e6).toFixed(0),
    ]);
    console.log(rows.at(-1)!.join('  '));
  };
  const pieces = (async function* () {
    for (let i = 0; i < base; i += 10_000) yield makeActivities(10_000);
  })();
  await measure('first load', 1, base, 1, () => loadActivities(store, pieces, 0));
  const append = (size: number) => () => appendFacts(store, { activities: makeActivities(size) }, { now: 0 });
  await measure('1,000 random leads, 1 caller', batches, 1_000, 1, append(1_000));
  await measure('1,000 random leads, 4 callers', batches, 1_000, 4, append(1_000));
  await measure('20 random leads, 50 callers', batches * 20, 20, 50, append(20));
  await measure('1 lead, 1 caller', batches * 2, 1, 1, append(1));
  await measure('scoring 500 due leads', 20, 500, 1, () => scoreDue(store));
  await store.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${formatTable(rows)}`);

function makeActivities(count: number): Activity[] {
  return Array.from({ length: count }, () => ({
    lead: leads[Math.floor(Math.random() * leads.length)]!,
    type: 'Page Viewed',
    at: start + Math.floor(Math.random() * 3e10),
    properties: { path: '/pricing', title: 'Pricing', referrer: 'https://www.example.com/search' },
    knownAt: start,
    source: 'web',
    id: randomUUID(),
  }));
}

/** What a scorer does with the store: take, read, write. The arithmetic itself is left out. */
async function scoreDue(store: Store): Promise<void> {
  const by = randomUUID();
  const taken = await takeDue(store, { by, limit: 500, now: 0, leaseMs: 1e6 });
  const { activities } = await readFacts(
    store,
    taken.map(({ lead }) => lead),
  );
  const changes = taken.map(({ lead }) => ({
    model: 'm',
    unit: lead,
    seen: 0,
    score: { version: 1, total: activities.length, dimensions: { fit: 1000 }, coverage: 1000, at: start },
  }));
  await writeScores(store, { by, taken, changes });
}

/** CPU time of a process and its children in milliseconds, where the system tells. */
function readCpuMs(pid: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ');
      if (Number(name) === pid || Number(fields[1]) === pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended in the meantime.
    }
  return ticks * 10;
}
