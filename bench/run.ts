import { rm } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeCold, measureCold, middleOf, runCold } from './cold.ts';
import type { ColdResult } from './cold-run.ts';
import { describeEngines, measureEngines } from './engines.ts';
import { type FactSize, writeFacts } from './facts.ts';
import { describePeers, measurePeers } from './peers.ts';
import { describeWarm, measureWarm } from './warm.ts';

const parts = ['warm', 'peers', 'cold', 'csv', 'linear', 'engines'] as const;
type Part = (typeof parts)[number];

const sizes: Readonly<
  Record<string, { readonly activities: number; readonly sample: number; readonly linear: readonly number[] }>
> = {
  small: { activities: 200_000, sample: 2000, linear: [100_000, 200_000] },
  medium: { activities: 2_000_000, sample: 5000, linear: [1_000_000, 2_000_000, 5_000_000] },
  full: { activities: 20_000_000, sample: 10_000, linear: [1_000_000, 5_000_000, 20_000_000, 50_000_000] },
};

const usage = `npm run bench -- [--size ${Object.keys(sizes).join('|')}] [--only ${parts.join(',')}] [--rounds 7]`;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'small' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
  },
});
const size = sizes[values.size];
const chosen = values.only === undefined ? [...parts] : values.only.split(',');
const rounds = Number(values.rounds);
if (size === undefined || !Number.isInteger(rounds) || chosen.some((part) => !parts.includes(part as Part))) {
  console.error(usage);
  process.exit(2);
}

const folder = fileURLToPath(new URL('./data', import.meta.url));
const factsOf = (activities: number): FactSize => ({ activities, leads: activities / 20, seed: 1 });
const files = (format: 'parquet' | 'csv', activities = size.activities) =>
  writeFacts(folder, factsOf(activities), format);

const runs: Readonly<Record<Part, () => Promise<string>>> = {
  warm: async () => describeWarm(await measureWarm(await files('parquet'), rounds)),
  peers: async () =>
    describePeers(await measurePeers(await files('parquet'), size.sample, Math.min(3, rounds))),
  cold: async () => {
    const { leadline, duckdb, compared } = await measureCold(
      await files('parquet'),
      folder,
      Math.min(3, rounds),
    );
    const ours = middleOf(leadline);
    return `${compared} rows equal in both files.\n${describeCold({ leadline: ours, 'DuckDB SQL': middleOf(duckdb) }, ours)}`;
  },
  engines: async () => describeEngines(await measureEngines(await files('parquet'), rounds)),
  csv: async () => {
    const out = join(folder, 'scored.csv');
    const result = await runCold({ engine: 'leadline', files: await files('csv'), out, folder });
    return describeCold({ 'leadline from CSV': result }, result);
  },
  linear: async () => {
    const rows: Record<string, ColdResult> = {};
    for (const activities of size.linear)
      rows[`${activities / 1e6} M activities`] = await runCold({
        engine: 'leadline',
        files: await files('parquet', activities),
        out: join(folder, 'scored.parquet'),
        folder,
      });
    return describeCold(rows, Object.values(rows)[0]!);
  },
};

const titles: Readonly<Record<Part, string>> = {
  engines: 'The model as SQL, on every engine',
  warm: 'From memory: kernel against hand-written SQL',
  peers: 'One lead: kernel against rule engines on aggregated facts',
  cold: 'From Parquet files to a file of scores',
  csv: 'From CSV files to a file of scores',
  linear: 'Time and memory by size',
};

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, size ${values.size}: ${size.activities} activities`,
);
for (const part of parts.filter((each) => chosen.includes(each))) {
  console.log(`\n## ${titles[part]}\n`);
  console.log(await runs[part]());
}
await rm(join(folder, 'scored.parquet'), { force: true });
