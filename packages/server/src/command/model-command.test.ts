import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runLeadline } from './run-leadline.ts';
import { copyExample, newBusiness } from './sample-folder.ts';

const slow = { timeout: 60_000 };

describe('check', () => {
  test('names every mistake with its line and ends with 1', slow, async () => {
    const cwd = copyExample('new-business');
    const model = readFileSync(`${cwd}/model.yaml`, 'utf8');
    writeFileSync(
      `${cwd}/bad.yaml`,
      model.replace('points: 5\n', 'points: ten\n').replace('kind: fit', 'kind: fitt'),
    );
    const run = await runLeadline(['check', 'bad.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.out).toContain('bad.yaml cannot be used (errors: 2');
    expect(run.out).toMatch(/rule "In Belgium": points must be a number, got "ten" \(bad\.yaml:\d+:\d+\)/);
    expect(run.out).toContain('did you mean "fit"?');
  });

  test('with files says how far they fill what the model reads', slow, async () => {
    const cwd = copyExample('new-business');
    const run = await runLeadline(['check', ...newBusiness], { cwd });
    expect(run.code).toBe(0);
    expect(run.out).toContain('industry: known of 31 of 36 (86 %)');
    expect(run.out).toContain('activity Demo Requested: 5');
    const json = await runLeadline(['check', ...newBusiness, '--json'], { cwd });
    const [{ use, hints }] = JSON.parse(json.out).models;
    expect(use.units).toBe(36);
    expect(use.activities['Demo Requested']).toBe(5);
    expect(hints.length).toBeGreaterThan(0);
  });

  test('says which fields and activities nobody has', slow, async () => {
    const cwd = copyExample('consumers');
    const run = await runLeadline(['check', 'model.yaml', 'kunder.csv', '--at', '2026-11-20'], { cwd });
    expect(run.out).toContain('children: known of nobody; give a column with --map "column=children"');
    expect(run.out).toContain('activity Quote Requested: none');
  });
});

describe('test', () => {
  test('says what came otherwise, the likeliest cause, and ends with 1', slow, async () => {
    const cwd = copyExample('new-business');
    const model = readFileSync(`${cwd}/model.yaml`, 'utf8');
    writeFileSync(`${cwd}/bad.yaml`, model.replace('total: 36,', 'total: 35,'));
    const run = await runLeadline(['test', 'bad.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.out).toContain('✗ Operations director who asked for a demo');
    expect(run.out).toContain('4 examples: 3 passed, 1 failed');
    const json = await runLeadline(['test', 'bad.yaml', 'model.yaml', '--json'], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({
      passed: false,
      models: [{ file: 'bad.yaml' }, { file: 'model.yaml' }],
    });
  });

  test('says that a model expects nothing', slow, async () => {
    const cwd = copyExample('new-business');
    writeFileSync(
      `${cwd}/bare.yaml`,
      'leadline: 1\nid: bare\nname: Bare\ntemperature: { categories: [{ is: won, when: { outcome: won } }] }\n',
    );
    const run = await runLeadline(['test', 'bare.yaml'], { cwd });
    expect(run.code).toBe(0);
    expect(run.out).toContain('expects nothing');
  });
});

describe('diff', () => {
  test('says each difference and ends with 1; a model and itself with 0', slow, async () => {
    const cwd = copyExample('new-business');
    const model = readFileSync(`${cwd}/model.yaml`, 'utf8');
    writeFileSync(`${cwd}/new.yaml`, model.replace('points: 12\n', 'points: 10\n'));
    const run = await runLeadline(['diff', 'model.yaml', 'new.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.out).toBe('Rule "Asked for a demo": points 12 → 10\n1 difference\n');
    const json = await runLeadline(['diff', 'model.yaml', 'new.yaml', '--json'], { cwd });
    expect(JSON.parse(json.out).differences).toMatchObject([{ code: 'changed', before: 12, after: 10 }]);
    const same = await runLeadline(['diff', 'model.yaml', 'model.yaml'], { cwd });
    expect([same.code, same.out]).toEqual([0, 'The models say the same\n']);
  });
});

test('schema prints the JSON Schema of a model', slow, async () => {
  const run = await runLeadline(['schema']);
  expect(run.code).toBe(0);
  expect(Object.keys(JSON.parse(run.out).properties)).toContain('dimensions');
});

describe('init', () => {
  const answers = [
    '--country',
    'België,NL',
    '--industry',
    'Bouw: klein, Logistics',
    '--size',
    '50-250',
    '--role',
    'CEO',
    '--page',
    '/pricing',
  ];

  test.each(['en', 'nl', 'sv'])('writes a model in %s that passes check and test', slow, async (language) => {
    const cwd = copyExample('new-business');
    const run = await runLeadline(['init', 'mine.yaml', ...answers, '--language', language], { cwd });
    expect(run.code, run.err).toBe(0);
    expect(readFileSync(`${cwd}/mine.yaml`, 'utf8')).toContain('in: ["BE", "NL"]');
    const check = await runLeadline(['check', 'mine.yaml', '--json'], { cwd });
    expect(JSON.parse(check.out).models[0].problems).toEqual([]);
    expect((await runLeadline(['test', 'mine.yaml'], { cwd })).code).toBe(0);
  });

  test('leaves out what is not answered', slow, async () => {
    const cwd = copyExample('new-business');
    writeFileSync(`${cwd}/answers.json`, '{ "role": ["planner"] }');
    const run = await runLeadline(['init', 'mine.yaml', '--answers', 'answers.json'], { cwd });
    expect(run.code, run.err).toBe(0);
    const model = readFileSync(`${cwd}/mine.yaml`, 'utf8');
    expect(model).toContain('contains: planner');
    expect(model).not.toContain('country: text');
  });

  test('asks nobody where nobody can answer, and writes over no file unless told', slow, async () => {
    const cwd = copyExample('new-business');
    const nobody = await runLeadline(['init', 'mine.yaml'], { cwd });
    expect([nobody.code, existsSync(`${cwd}/mine.yaml`)]).toEqual([2, false]);
    expect(nobody.err).toContain('There is nobody to ask');
    const kept = await runLeadline(['init', 'model.yaml', '--role', 'CEO'], { cwd });
    expect([kept.code, kept.err]).toEqual([
      2,
      'Cannot write "model.yaml": it exists already; choose another name or say --force\n',
    ]);
    expect((await runLeadline(['init', 'model.yaml', '--role', 'CEO', '--force'], { cwd })).code).toBe(0);
  });

  test.each([
    [['--country', 'Atlantis'], 'There is no country "Atlantis"'],
    [['--size', '250-50'], 'Cannot read the size "250-50"'],
    [['--answers', 'model.yaml'], 'give the answers as JSON'],
    [['--answers', 'odd.json'], '"colour" is no question'],
  ])('refuses %j', slow, async (args, said) => {
    const cwd = copyExample('new-business');
    writeFileSync(`${cwd}/odd.json`, '{ "colour": "blue" }');
    const run = await runLeadline(['init', 'mine.yaml', ...args], { cwd });
    expect(run.code).toBe(2);
    expect(run.err).toContain(said);
    expect(existsSync(`${cwd}/mine.yaml`)).toBe(false);
  });
});

test('demo ranks the example and names three commands that work', slow, async () => {
  const run = await runLeadline(['demo']);
  expect(run.code, run.err).toBe(0);
  expect(run.err).toBe('');
  expect(run.out).toContain('An Verlinden');
  const commands = [...run.out.matchAll(/^ {2}npx leadline (.*)$/gm)].map(([, command]) => command!);
  expect(commands).toHaveLength(3);
  const explained = await runLeadline(commands[0]!.split(' '));
  expect(explained.code).toBe(0);
  expect(explained.out).toContain('What changed since 2026-11-13');
});
