/**
 * Scores the public "Lead Scoring" export of an online school (9,240 leads) with the real command, from a file that is
 * named on the command line: `node bench/course-seller.ts Leads.csv`. Says whether every row came out, whether the file
 * is untouched, how long it took, and how well the hand-written model tells those who became customers from the rest.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

interface Row {
  readonly id: string;
  readonly won: boolean;
}

const leads = process.argv[2];
if (leads === undefined) {
  console.error('Say which file: node bench/course-seller.ts Leads.csv');
  process.exit(2);
}
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-'));
const out = join(folder, 'scores.json');

try {
  const before = hash(leads);
  const started = performance.now();
  const run = spawnSync(
    process.execPath,
    [
      here('../packages/server/bin/leadline.js'),
      'score',
      '-m',
      here('course-seller.yaml'),
      '-l',
      leads,
      '--out',
      out,
    ],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(run.stderr);

  const rows: Row[] = parse<Record<string, string>>(readFileSync(leads), { columns: true, bom: true }).map(
    (row) => ({
      id: row['Prospect ID']!,
      won: row.Converted === '1',
    }),
  );
  const totals = new Map(
    (JSON.parse(readFileSync(out, 'utf8')) as { lead: string; total: number }[]).map(({ lead, total }) => [
      lead,
      total,
    ]),
  );
  console.log(
    `${rows.length} leads in, ${rows.filter(({ id }) => totals.has(id)).length} of them out (${totals.size} rows)`,
  );
  console.log(`file ${hash(leads) === before ? 'untouched' : 'CHANGED'}`);
  console.log(`${seconds.toFixed(2)} s from start to scored file`);
  console.log(
    `in ${(10 * measureAuc(rows, totals)).toFixed(1)} of 10 pairs the customer scores higher (AUC)`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Share of pairs of one who bought and one who did not in which the buyer scores higher; a tie counts half. */
function measureAuc(rows: readonly Row[], totals: ReadonlyMap<string, number>): number {
  const counts = new Map<number, [won: number, lost: number]>();
  for (const { id, won } of rows) {
    const total = totals.get(id)!;
    const count = counts.get(total) ?? [0, 0];
    count[won ? 0 : 1] += 1;
    counts.set(total, count);
  }
  let [pairs, lostBelow, won] = [0, 0, 0];
  for (const [, [w, l]] of [...counts].sort(([a], [b]) => a - b)) {
    pairs += w * (lostBelow + l / 2);
    lostBelow += l;
    won += w;
  }
  return pairs / (won * lostBelow);
}
