import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { guardInterruption } from '../interruption.ts';
import { parseMoment } from '../moment.ts';
import type { Session } from '../session.ts';
import { openShards, openWarehouse } from '../warehouse/open-warehouse.ts';
import { runScores, type ScoreRun, type ScoreRunReport } from '../warehouse/score-run.ts';
import { runShards } from '../warehouse/shard-run.ts';
import type { WordKey } from '../word/word.ts';
import { describeMoment, findMoment } from './input.ts';
import type { WarehouseScoreOptions } from './option.ts';
import { loadScoredModel } from './sql.ts';

/** Scores inside a database, writes the scores and what changed there, and says how many. */
export async function runWarehouseScore(options: WarehouseScoreOptions, session: Session): Promise<ExitCode> {
  const { terminal, words } = session;
  if (options.url === undefined) throw new CommandError('error_no_url');
  const [model, members] = await loadScoredModel(options);
  const run = {
    model,
    members,
    at: findMoment(options, session),
    ...(options.knownAt === undefined ? {} : { knownAt: parseMoment(options.knownAt, '--known-at') }),
    contributions: options.contributions === true,
    ...(options.table === undefined ? {} : { table: options.table }),
    dryRun: options.dryRun === true,
  };
  const shards = await openShards(options.url);
  if (shards === undefined && options.resume === true) throw new CommandError('error_resume_shards');
  const warehouses = shards ?? [await openWarehouse(options.url, 'score')];
  const stop = async (): Promise<void> => void (await Promise.all(warehouses.map(({ cancel }) => cancel())));
  try {
    const report = await guardInterruption(stop, () =>
      shards === undefined
        ? runScores(warehouses[0]!, {
            ...run,
            onStep: (step) => terminal.progress(words.say('progress_statement', { ...step })),
          })
        : runShards(shards, {
            ...run,
            resume: options.resume === true,
            onStep: (shard, step) =>
              terminal.progress(words.say('progress_statement_shard', { shard: shard + 1, ...step })),
          }),
    );
    terminal.progress('');
    terminal.out(
      options.json === true
        ? `${JSON.stringify(toJson(run, report), null, 2)}\n`
        : `${describeRun(run, report, session).join('\n')}\n`,
    );
    return exitCodes.ok;
  } finally {
    terminal.progress('');
    for (const warehouse of warehouses) await warehouse.close();
  }
}

type AskedRun = Omit<ScoreRun, 'onStep'>;

function toJson({ model, knownAt, dryRun }: AskedRun, report: ScoreRunReport) {
  const { scored, outside, disqualified, isFirst, changes, tables } = report;
  return {
    model: model.id,
    at: new Date(report.at).toISOString(),
    ...(knownAt === undefined ? {} : { knownAt: new Date(knownAt).toISOString() }),
    dryRun,
    scored,
    outside,
    disqualified,
    firstRun: isFirst,
    changes,
    tables,
  };
}

/** Changes in the order in which they are told; dimensions and coverage are in the table only. */
const told = [
  'came_in',
  'went_out',
  'total',
  'grade',
  'temperature',
  'journey',
  'persona',
  'stage',
  'disqualified',
] as const;

function describeRun(run: AskedRun, report: ScoreRunReport, session: Session): string[] {
  const { words } = session;
  const { scored, outside, disqualified, isFirst, changes, tables } = report;
  const parts = [words.say('score_scored', { count: scored })];
  if (outside > 0) parts.push(words.say('score_outside', { count: outside }));
  const units: WordKey = run.model.score === 'accounts' ? 'score_accounts' : 'score_leads';
  const changed = told
    .filter((what) => (changes[what] ?? 0) > 0)
    .map((what) => words.sayAny(`change_${what}`, { count: changes[what]! }));
  // Dimensions that move against one another leave the total.
  const others = Object.entries(changes).filter(([what]) => !(told as readonly string[]).includes(what));
  const list =
    changed.length > 0 ? changed : others.map(([what, count]) => `${what}: ${words.number(count)}`);
  const written = [tables.scores, ...(run.contributions ? [tables.contributions] : []), tables.changes];
  return [
    words.say('score_title', {
      model: run.model.name,
      at: describeMoment({ ...run, at: report.at }, session),
    }),
    words.sayAny(units, { count: scored + outside, parts: parts.join(' + ') }),
    ...(disqualified > 0 ? [words.say('score_of_them_disqualified', { count: disqualified })] : []),
    isFirst
      ? words.say('score_first')
      : list.length === 0
        ? words.say('score_same')
        : words.say('score_changed', { list: list.join(', ') }),
    run.dryRun ? words.say('score_dry') : words.say('score_written', { list: written.join(', ') }),
  ];
}
