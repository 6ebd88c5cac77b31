import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureCold } from './cold.ts';
import { measureEngines } from './engines.ts';
import { type FactFiles, writeFacts } from './facts.ts';
import { measurePeers } from './peers.ts';
import { measureWarm } from './warm.ts';

let folder: string;
let files: FactFiles;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  files = await writeFacts(folder, { leads: 2000, activities: 40_000, seed: 3 }, 'parquet');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('finds kernel and SQL equal lead by lead, from memory', async () => {
  const { compared, leads, activities } = await measureWarm(files, 1);
  expect(leads).toBe(2000);
  expect(activities).toBeGreaterThan(39_000);
  expect(activities).toBeLessThan(40_000);
  expect(compared).toBeGreaterThan(1800);
});

it('finds the rule engines equal to the kernel lead by lead', async () => {
  const { leads } = await measurePeers(files, 300, 1);
  expect(leads).toBeGreaterThan(250);
});

it('finds the files that both engines leave equal row by row', async () => {
  const { compared } = await measureCold(files, folder, 1);
  expect(compared).toBeGreaterThan(1800);
});

it('finds the model as SQL equal to the kernel on every engine', { timeout: 120_000 }, async () => {
  const { compared } = await measureEngines(files, 1);
  expect(compared).toBeGreaterThan(1800);
});
