import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runLeadline } from '../packages/server/src/command/run-leadline.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** A command in a README with the output below it. */
const block = /```console\n\$ (leadline .*)\n([\s\S]*?)```/g;

test('there are seven examples', () => {
  expect(names).toHaveLength(7);
});

describe.each(names)('%s', (name) => {
  const cwd = `${folder}${name}`;
  const path = `${cwd}/README.md`;

  test('its README shows what the commands print', { timeout: 120_000 }, async () => {
    const readme = readFileSync(path, 'utf8');
    const shown = [...readme.matchAll(block)];
    expect(shown.length).toBeGreaterThan(0);
    let renewed = readme;
    for (const [whole, command, output] of shown) {
      const run = await runLeadline(splitCommand(command!).slice(1), { cwd });
      expect(run.code, run.err).toBe(0);
      renewed = renewed.replace(
        whole,
        () => `${whole.slice(0, whole.length - output!.length - 3) + run.out}\`\`\``,
      );
    }
    // UPDATE_EXAMPLES=1 writes what they print now; read the difference before it is committed.
    if (process.env.UPDATE_EXAMPLES === '1') writeFileSync(path, renewed);
    else expect(renewed).toBe(readme);
  });

  test('its model passes check without an error', async () => {
    const run = await runLeadline(['check', 'model.yaml', '--json'], { cwd });
    expect(run.code, run.out).toBe(0);
    expect(JSON.parse(run.out).models[0].problems).toEqual([]);
  });

  test('its model passes its own tests, of which there are some', async () => {
    const run = await runLeadline(['test', 'model.yaml', '--json'], { cwd });
    expect(run.code, run.out).toBe(0);
    expect(JSON.parse(run.out).models[0].expectations.length).toBeGreaterThan(0);
  });
});

/** The words of a command; double quotes keep words together. */
function splitCommand(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}
