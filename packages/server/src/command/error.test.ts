import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { interruptWrite } from './interrupted-write.ts';
import { leadlinePath, runLeadline } from './run-leadline.ts';
import { copyExample, newBusiness } from './sample-folder.ts';

const slow = { timeout: 60_000 };
const score = ['score', ...newBusiness];

/** What is done to the folder, the arguments, the exit code and what is said. */
const cases: readonly [name: string, args: readonly string[], code: number, said: string][] = [
  ['no command', [], 2, 'Name a command'],
  ['a command that is none', ['scroe'], 2, 'There is no "scroe"; did you mean "score"?'],
  ['a flag that is none', [...score, '--modle', 'x'], 2, 'There is no "--modle"; did you mean "--model"?'],
  ['a flag without its value', ['score', '--model'], 2, 'needs a value'],
  [
    'a choice that is none',
    [...score, '--format', 'xml'],
    2,
    'cannot be "xml"; choose from table, json, csv',
  ],
  ['no model', ['score', 'contacten.csv'], 2, 'There is no model to score with'],
  ['no files', ['score', 'model.yaml'], 2, 'There are no leads to score'],
  [
    'a model that is missing',
    ['score', 'nope.yaml', 'contacten.csv'],
    2,
    'Cannot read "nope.yaml": there is no such file',
  ],
  [
    'leads that are missing',
    ['score', 'model.yaml', 'nope.csv'],
    2,
    'Cannot read "nope.csv": there is no such file',
  ],
  ['a directory', ['score', 'model.yaml', 'folder'], 2, 'it is a directory'],
  ['an empty file', ['score', 'model.yaml', 'empty.csv'], 2, 'Cannot read "empty.csv": it is empty'],
  ['an empty model', ['score', 'empty.yaml', 'contacten.csv'], 2, 'Cannot read "empty.yaml": it is empty'],
  ['broken YAML', ['score', 'broken.yaml', 'contacten.csv'], 2, '(broken.yaml:2:5)'],
  [
    'a date that is none',
    ['score', 'model.yaml', 'contacten.csv', '--at', '2026-02-30'],
    2,
    'Cannot read --at "2026-02-30"',
  ],
  ['a count that is none', [...score, '--top', 'ten'], 2, 'Cannot read --top "ten"'],
  ['a lead that is none', ['explain', 'an verlindn', ...newBusiness], 2, 'did you mean "an verlinden"?'],
  [
    'a lead like no other',
    ['explain', 'qqqqqqqqqqqqqqqq', ...newBusiness],
    2,
    'There is no lead "qqqqqqqqqqqqqqqq"',
  ],
  [
    'since after at',
    ['explain', 'an verlinden', ...newBusiness, '--since', '2026-11-21'],
    2,
    'lies after the moment',
  ],
  [
    'out over an input',
    [...score, '--out', './contacten.csv'],
    2,
    'Cannot write --out "./contacten.csv": it is also read',
  ],
  ['out over a list', [...score, '--out', 'own-staff.txt'], 2, 'it is also read'],
  ['rejects over an input', [...score, '--rejects', 'contacten.csv'], 2, 'it is also read'],
  ['out of no known kind', [...score, '--out', 'scores.doc'], 2, 'should end in .csv'],
  ['out in no folder', [...score, '--out', 'nowhere/scores.csv'], 4, 'Cannot write'],
  ['a column that is none', [...score, '--map', 'Functi=jobTitle'], 2, 'no file has such a column'],
  ['a mapping that is none', [...score, '--map', 'Functie'], 2, 'Cannot read --map "Functie"'],
  ['a zone that is none', [...score, '--time-zone', 'Europe/Gent'], 2, 'There is no time zone "Europe/Gent"'],
  ['a currency that is none', [...score, '--currency', 'euro'], 2, 'There is no currency "euro"'],
  ['one model twice', [...score, '--model', 'model.yaml'], 2, 'both have the id "new-business"'],
  [
    'adjustments without their columns',
    [...score, '--adjustments', 'deals.csv'],
    2,
    'no column says the dimension',
  ],
  ['stages without their columns', [...score, '--stages', 'mail.tsv'], 2, 'no column says the stage'],
];

test.each(cases)(
  '%s is one sentence and its exit code, and changes no file',
  slow,
  async (_, args, code, said) => {
    const cwd = copyExample('new-business');
    mkdirSync(`${cwd}/folder`);
    writeFileSync(`${cwd}/empty.csv`, '');
    writeFileSync(`${cwd}/empty.yaml`, '\n');
    writeFileSync(`${cwd}/broken.yaml`, 'leadline: 1\nid: x\n  name: y\n');
    const before = snapshot(cwd);
    const run = await runLeadline(args, { cwd });
    expect(run.err).toContain(said);
    expect(run.code).toBe(code);
    expect(run.err).not.toMatch(/^\s+at /m);
    expect(run.out).toBe('');
    expect(snapshot(cwd)).toEqual(before);
  },
);

test('LEADLINE_DEBUG=1 shows where an error came from', slow, async () => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['score', 'nope.yaml', 'contacten.csv'], {
    cwd,
    env: { LEADLINE_DEBUG: '1' },
  });
  expect(run.err).toMatch(/^\s+at /m);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written to ends with 4 (root may write anywhere)',
  slow,
  async () => {
    const cwd = copyExample('new-business');
    mkdirSync(`${cwd}/closed`);
    chmodSync(`${cwd}/closed`, 0o500);
    const run = await runLeadline([...score, '--out', 'closed/scores.csv'], { cwd });
    expect(run.code).toBe(4);
  },
);

describe('a process that is stopped', () => {
  test('early by its reader ends quietly', slow, async () => {
    const cwd = copyExample('new-business');
    const child = spawn(process.execPath, [leadlinePath, ...score, '--json', '--contributions'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(err).not.toContain('EPIPE');
  });

  test('by Ctrl-C ends with 130 and leaves nothing half written', slow, async () => {
    const { code, left } = await interruptWrite(process.execPath);
    expect([code, left]).toEqual([130, []]);
  });
});

function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(`${folder}/${name}`, 'base64')]));
}
