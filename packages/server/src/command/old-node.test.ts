import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { interruptWrite } from './interrupted-write.ts';
import { runLeadline } from './run-leadline.ts';

/** A Node on the PATH that is too old to run Leadline itself, from 20 up. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((path) => existsSync(path) && [20, 21, 22, 23].includes(readMajor(path)));

describe.skipIf(oldNode === undefined)(
  'under an older Node (skipped where the PATH has none from 20 to 23)',
  () => {
    test('the Node that npm brought takes over, with output and exit code', { timeout: 60_000 }, async () => {
      const good = await runLeadline(['schema'], { node: oldNode! });
      expect(good.code, good.err).toBe(0);
      expect(JSON.parse(good.out).title).toBe('Leadline model');
      const bad = await runLeadline(['scroe'], { node: oldNode! });
      expect([bad.code, bad.err]).toEqual([2, 'There is no "scroe"; did you mean "score"?\n']);
    });

    test('Ctrl-C reaches it, and its end is ours', { timeout: 60_000 }, async () => {
      const { code, left } = await interruptWrite(oldNode!);
      expect([code, left]).toEqual([130, []]);
    });
  },
);

function readMajor(path: string): number {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}
