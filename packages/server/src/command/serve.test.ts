import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadlinePath, runLeadline } from './run-leadline.ts';

const model = fileURLToPath(new URL('../../../../examples/new-business/model.yaml', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-serve-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keys are shown once, listed without their secret and withdrawn', async () => {
  const data = ['--data', join(folder, 'keys')];
  const made = await runLeadline(['key', 'create', 'website', '--write', '--json', ...data]);
  const { id, secret } = JSON.parse(made.out) as { id: string; secret: string };
  expect(secret).toMatch(/^llw_[\w-]{32}$/);
  const listed = await runLeadline(['key', 'list', ...data]);
  expect(listed.out).toContain('website');
  expect(listed.out).not.toContain(secret);
  expect((await runLeadline(['key', 'revoke', id, ...data])).code).toBe(0);
  const again = await runLeadline(['key', 'revoke', id, ...data]);
  expect([again.code, again.err]).toEqual([
    2,
    `There is no key "${id}" that could be withdrawn; "leadline key list" shows those there are\n`,
  ]);
});

it('a server holds its folder and its port, says so to others, and stops when asked', async () => {
  const data = join(folder, 'served');
  const published = await runLeadline(['model', 'publish', model, '--reason', 'first', '--data', data]);
  expect(published.err).toBe('Version 1 of new-business scores from now on; 0 leads are due\n');
  const args = ['serve', '--data', data, '--port', '0', '--json', '--quiet'];
  const child = spawn(process.execPath, [leadlinePath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const [second, taken, unreachable] = await Promise.all([
    runLeadline(['key', 'list', '--data', data]),
    runLeadline(['serve', '--data', join(folder, 'other'), '--port', new URL(url).port]),
    runLeadline(['serve'], { env: { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' } }),
  ]);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect([second, taken, unreachable].map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(second.err).toMatch(new RegExp(`process ${child.pid} on .* has it open; stop that process first`));
  expect(taken.err).toMatch(/^Cannot listen on port \d+: another program has it/);
  expect(unreachable.err).toBe(
    'Cannot use the database of DATABASE_URL (disconnected); check the address, and that it runs\n',
  );
});
