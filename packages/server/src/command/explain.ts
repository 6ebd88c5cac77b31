import { explainDifference, explainScore } from '@leadline/core';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { parseMoment } from '../moment.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text-width.ts';
import { findChange } from './change-since.ts';
import { describeMoment, type Input, readInput } from './input.ts';
import { type ModelScore, type RankedScore, scoreModels } from './model-score.ts';
import { describeNewest } from './newest-activity.ts';
import type { FileOptions } from './option.ts';
import { describeOutlook, findOutlook } from './outlook.ts';
import { writeWaterfall } from './waterfall.ts';

export interface ExplainOptions extends FileOptions {
  readonly since?: string | undefined;
}

/**
 * Explains one lead (or account, under a model of accounts): its score in words, every contribution, what would lift
 * it, what time will do to it, and with `--since` what changed.
 */
export async function runExplain(
  lead: string,
  paths: readonly string[],
  options: ExplainOptions,
  session: Session,
): Promise<ExitCode> {
  const since = options.since === undefined ? undefined : parseMoment(options.since, '--since');
  const input = await readInput(paths, options, session);
  if (since !== undefined && since > input.at)
    throw new CommandError('error_since', { value: options.since! });
  const results = scoreModels(input, true);
  const found = results.map((result) => ({ result, id: findUnit(lead, result, input) }));
  if (found.every(({ id }) => id === undefined)) refuseUnknown(lead, input);
  const mine = found.flatMap(({ result, id }) => (id === undefined ? [] : [{ result, id }]));
  if (options.json === true) {
    const plain = mine.map(({ result, id }) => toExplanation(result, id, since, input, session));
    session.terminal.out(
      `${JSON.stringify({ at: new Date(input.at).toISOString(), models: plain }, null, 2)}\n`,
    );
  } else {
    const texts = mine.map(({ result, id }) => writeExplanation(result, id, since, input, session));
    session.terminal.out(texts.join('\n'));
  }
  return exitCodes.ok;
}

/** The lead or account that a text means under a model; throws CommandError if it means several. */
function findUnit(text: string, { model }: ModelScore, input: Input): string | undefined {
  const directory = model.score === 'accounts' ? input.accounts : input.leads;
  const ids = directory.findAll(text);
  if (ids.length > 1)
    throw new CommandError('error_lead_several', { lead: text, ids: ids.slice(0, 10).join(', ') });
  return ids[0];
}

function refuseUnknown(lead: string, input: Input): never {
  const suggestion = input.leads.suggest(lead) ?? input.accounts.suggest(lead);
  if (suggestion === undefined) throw new CommandError('error_lead_unknown', { lead });
  throw new CommandError('error_lead_suggest', { lead, suggestion });
}

function writeExplanation(
  result: ModelScore,
  id: string,
  since: number | undefined,
  input: Input,
  session: Session,
): string {
  const { terminal, words } = session;
  const { model, ranked } = result;
  const card = (model.score === 'accounts' ? input.accounts : input.leads).get(id);
  const who = [card.name, card.company, card.email].filter(
    (part, at, all) => part !== undefined && all.indexOf(part) === at,
  );
  const title = words.say('list_title', { model: model.name, at: describeMoment(input, session) });
  const head = [terminal.style('bold', cleanText(who.join(', '))), title];
  const row = ranked.find((one) => one.score.id === id);
  if (row === undefined) return `${[...head, '', words.say('explain_outside')].join('\n')}\n`;
  const { score, step } = row;
  const said = explainScore(score, model, words.language, { stage: step.stage });
  const place =
    row.rank === undefined
      ? []
      : [
          words.say('explain_rank', {
            rank: row.rank,
            of: ranked.filter((one) => one.rank !== undefined).length,
          }),
        ];
  const reasons =
    model.dimensions === undefined
      ? [describeNewest(id, input, session)]
      : writeWaterfall(score, model, session);
  return `${[
    ...head,
    '',
    said.header,
    ...place,
    '',
    ...reasons,
    ...(said.notKnown.length > 0
      ? ['', `${words.say('explain_not_known')}: ${said.notKnown.join(', ')}`]
      : []),
    ...section(
      words.say('explain_since', {
        day: since === undefined ? '' : new Date(since).toISOString().slice(0, 10),
      }),
      since === undefined
        ? []
        : explainDifference(findChange(model, id, since, input), model, words.language),
      session,
    ),
    ...describeOutlook(findOutlook(model, row, input), model, session).flatMap(({ title: heading, lines }) =>
      section(heading, lines, session),
    ),
  ].join('\n')}\n`;
}

function section(title: string, lines: readonly string[], { terminal }: Session): string[] {
  return lines.length === 0 ? [] : ['', terminal.style('bold', title), ...lines.map((line) => `  ${line}`)];
}

function toExplanation(
  { model, ranked }: ModelScore,
  id: string,
  since: number | undefined,
  input: Input,
  session: Session,
) {
  const row: RankedScore | undefined = ranked.find((one) => one.score.id === id);
  if (row === undefined) return { model: model.id, id, outside: true };
  const { score, step, rank } = row;
  return {
    model: model.id,
    id,
    ...(rank === undefined ? {} : { rank }),
    score,
    stage: step.stage ?? null,
    stageReason: step.reason,
    words: explainScore(score, model, session.words.language, { stage: step.stage }),
    ...(since === undefined ? {} : { since: findChange(model, id, since, input) }),
    outlook: findOutlook(model, row, input),
  };
}
