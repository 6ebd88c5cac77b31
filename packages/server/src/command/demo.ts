import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { runExplain } from './explain.ts';
import { readInput } from './input.ts';
import { scoreModels } from './model-score.ts';
import type { CommonOptions, FileOptions } from './option.ts';
import { countRows, writeRankedList } from './ranked-list.ts';
import { toScoreJson } from './score-json.ts';

/** The day that the example's data was made for. */
const exampleDay = '2026-11-20';
const exampleWeekBefore = '2026-11-13';

/** Scores the example of new business that comes with Leadline and says what to try next, or explains one lead of it. */
export async function runDemo(
  lead: string | undefined,
  options: CommonOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words } = session;
  const folder = findExample();
  if (lead !== undefined) {
    const explained = { ...listExampleFiles(folder), ...options, since: exampleWeekBefore };
    return runExplain(lead, [], explained, quieten(session));
  }
  const input = await readInput([], listExampleFiles(folder), quieten(session));
  const results = scoreModels(input, true);
  if (options.json === true) {
    terminal.out(`${JSON.stringify(toScoreJson(results, input, false, session), null, 2)}\n`);
    return exitCodes.ok;
  }
  const [result] = results;
  const { name, description = '' } = result!.model;
  const first = result!.ranked[0]?.score.id ?? '';
  const list = writeRankedList(result!, input, { top: 10, contributions: false }, session);
  const command = 'npx leadline';
  terminal.out(
    `${[
      words.say('demo_intro', { name, description }),
      '',
      `${list}${countRows(input, session)}`,
      '',
      words.say('demo_next'),
      `  ${command} demo ${input.leads.get(first).email ?? first}`,
      `      ${terminal.style('dim', words.say('demo_explain'))}`,
      `  ${command} init`,
      `      ${terminal.style('dim', words.say('demo_init'))}`,
      `  ${command} score model.yaml leads.csv`,
      `      ${terminal.style('dim', words.say('demo_score'))}`,
    ].join('\n')}\n`,
  );
  return exitCodes.ok;
}

/** The files of the example are known: what was recognised in them need not be said. */
function quieten(session: Session): Session {
  return { ...session, terminal: { ...session.terminal, note: () => {} } };
}

/** The folder of the example, as it is called from where the user stands. */
function findExample(): string {
  const folder = fileURLToPath(new URL('../../../../examples/new-business', import.meta.url));
  if (!existsSync(`${folder}/model.yaml`))
    throw new CommandError('error_demo', { file: 'examples/new-business' });
  return relative(process.cwd(), folder) || '.';
}

function listExampleFiles(folder: string): FileOptions {
  return {
    model: [`${folder}/model.yaml`],
    leads: [`${folder}/contacten.csv`],
    activities: [`${folder}/website.ndjson`, `${folder}/mail.tsv`],
    outcomes: [`${folder}/deals.csv`],
    suppress: [`${folder}/own-staff.txt`, `${folder}/competitors.txt`],
    at: exampleDay,
  };
}
