import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeCommandReference } from './command-reference.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';
import { createWords } from './word/word.ts';

const path = fileURLToPath(new URL('../../../docs/command-line.md', import.meta.url));
const part = /(<!-- commands: written by command-reference\.test\.ts -->\n)[\s\S]*/;

test('docs/command-line.md lists the commands as they are', () => {
  const words = createWords('en');
  const session = {
    terminal: createTerminal(process, {}, true),
    words,
    now: 0,
    env: {},
  };
  const program = createProgram(
    words,
    () => session,
    () => {},
  );
  const page = readFileSync(path, 'utf8');
  expect(page).toMatch(part);
  const renewed = page.replace(
    part,
    (_, mark: string) => `${mark}\n${writeCommandReference(program, words)}`,
  );
  // UPDATE_DOCS=1 writes it anew.
  if (process.env.UPDATE_DOCS === '1') writeFileSync(path, renewed);
  else expect(renewed).toBe(page);
});
