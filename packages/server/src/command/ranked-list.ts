import type { Model, Score } from '@leadline/core';
import { type TableCell, type TableColumn, writeTable } from '../plain-table.ts';
import type { Session } from '../session.ts';
import { describeMoment, type Input } from './input.ts';
import type { LeadCard } from './lead-directory.ts';
import { isPassage, type ModelScore, type RankedScore } from './model-score.ts';
import { describeNewest } from './newest-activity.ts';
import { listReasons } from './reason.ts';
import { describeRows } from './report-note.ts';

/** What a ranked list shows: at most `top` leads (0: all), two reasons each or every contribution. */
export interface ListOptions {
  readonly top: number;
  readonly contributions: boolean;
}

/** Returns one model's ranked list as text: its title, the table, who is not on it, and counts that add up. */
export function writeRankedList(
  result: ModelScore,
  input: Input,
  options: ListOptions,
  session: Session,
): string {
  const { terminal, words } = session;
  const { model, ranked } = result;
  const shown = options.top === 0 ? ranked : ranked.slice(0, options.top);
  const title = words.say('list_title', { model: model.name, at: describeMoment(input, session) });
  const columns = chooseColumns(result, shown, input, options, session);
  const rows = shown.map((one) => columns.map((column) => column.cell(one)));
  const table = shown.length === 0 ? '' : `\n${writeTable(columns, rows, terminal.columns)}`;
  const more = ranked.length - shown.length;
  const lines = [
    ...(more > 0 ? [words.say('list_more', { count: more })] : []),
    countLeads(result, input, session),
    ...countPassages(result, session),
  ];
  return `${terminal.style('bold', title)}\n${table}\n${lines.join('\n')}\n`;
}

/** Returns one line on all rows of all files, whose parts add up. */
export function countRows(input: Input, { words }: Session): string {
  const total = { read: 0, accepted: 0, rejected: 0, duplicates: 0, footers: 0, blank: 0 };
  for (const { rows } of input.report.files) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += rows[key];
  }
  return words.say('list_rows', { count: total.read, parts: describeRows(total, words) });
}

/** Returns how a stage is called: by the name in the model, MQL and SQL for the two that all know, else by its id. */
export function nameStage(model: Model, stage: string): string {
  const named = model.stages?.find((one) => one.id === stage)?.name;
  const known: Readonly<Record<string, string>> = {
    marketing_qualified: 'MQL',
    sales_accepted: 'SAL',
    sales_qualified: 'SQL',
  };
  return named ?? known[stage] ?? stage;
}

interface ListColumn extends TableColumn {
  readonly cell: (row: RankedScore) => TableCell;
}

function chooseColumns(
  result: ModelScore,
  rows: readonly RankedScore[],
  input: Input,
  options: ListOptions,
  session: Session,
): ListColumn[] {
  const { words, terminal } = session;
  const { model } = result;
  // Reasons need the room: on a narrow list the persona stands below the lead's name.
  const isNarrow = terminal.columns < 100;
  const directory = model.score === 'accounts' ? input.accounts : input.leads;
  const points = model.dimensions !== undefined;
  const column = (title: string, cell: ListColumn['cell'], more: Partial<TableColumn> = {}): ListColumn => ({
    title,
    cell,
    ...more,
  });
  const has = (test: (score: Score) => boolean): boolean => rows.some((row) => test(row.score));
  return [
    column('#', ({ rank }) => (rank === undefined ? '–' : String(rank)), { align: 'right' }),
    column(
      words.say(model.score === 'accounts' ? 'column_account' : 'column_lead'),
      ({ score }) => nameCell(directory.get(score.id), isNarrow ? namePersona(model, score.persona) : ''),
      { most: 26 },
    ),
    ...(points
      ? [column(words.say('column_score'), ({ score }) => words.points(score.total), { align: 'right' })]
      : []),
    ...(has((score) => score.grade !== undefined)
      ? [column(words.say('column_grade'), ({ score }) => score.grade ?? '')]
      : []),
    ...(has((score) => score.temperature !== undefined)
      ? [
          column(words.say('column_temperature'), ({ score }) => words.temperature(score.temperature), {
            most: 12,
          }),
        ]
      : []),
    ...(model.personas !== undefined && !isNarrow
      ? [column(words.say('column_persona'), ({ score }) => namePersona(model, score.persona), { most: 18 })]
      : []),
    ...(model.stages !== undefined
      ? [column(words.say('column_stage'), (row) => stageCell(model, row), { most: 16 })]
      : []),
    column(words.say('column_reasons'), ({ score }) => reasonCell(score, result, input, options, session), {
      grows: true,
    }),
  ];
}

function nameCell({ name, company }: LeadCard, persona: string): TableCell {
  return [name, ...(company === undefined ? [] : [company]), ...(persona === '' ? [] : [persona])];
}

function namePersona(model: Model, persona: string | undefined): string {
  return persona === undefined ? '' : (model.personas?.[persona]?.name ?? persona);
}

function stageCell(model: Model, row: RankedScore): string {
  const after = row.step.stage === undefined ? '–' : nameStage(model, row.step.stage);
  if (!isPassage(row) || row.before === undefined) return row.step.stage === undefined ? '' : after;
  return `${nameStage(model, row.before)} → ${after}`;
}

function reasonCell(
  score: Score,
  result: ModelScore,
  input: Input,
  options: ListOptions,
  session: Session,
): TableCell {
  const out =
    score.disqualified === undefined
      ? []
      : [session.words.say('list_disqualified', { reason: sayDisqualified(score.disqualified, session) })];
  if (result.model.dimensions === undefined) return [...out, describeNewest(score.id, input, session)];
  const most = options.contributions ? Number.POSITIVE_INFINITY : 2 - out.length;
  return [...out, ...listReasons(score, result, most, session)];
}

/** The reason is the model's own words; the one that suppression lists give is put into the language spoken. */
function sayDisqualified(why: string, { words }: Session): string {
  const list = /^Suppressed: (.*)$/s.exec(why)?.[1];
  return list === undefined ? why : words.say('list_suppressed', { list });
}

function countLeads({ model, ranked, outside }: ModelScore, input: Input, { words }: Session): string {
  const out = ranked.filter((one) => one.rank === undefined).length;
  const all = ranked.length + outside.length;
  const parts = [words.say('leads_ranked', { count: ranked.length - out })];
  if (out > 0) parts.push(words.say('leads_disqualified', { count: out }));
  if (outside.length > 0) parts.push(words.say('leads_outside', { count: outside.length }));
  const known = model.score === 'accounts' ? 'list_accounts' : 'list_leads';
  const later = Math.max(0, (model.score === 'accounts' ? input.accounts : input.leads).ids.length - all);
  if (later > 0) parts.push(words.say('leads_later', { count: later }));
  return words.say(known, { count: all + later, parts: parts.join(' + ') });
}

function countPassages({ model, ranked }: ModelScore, { words }: Session): string[] {
  if (model.stages === undefined) return [];
  const moves = new Map<string, number>();
  for (const row of ranked.filter(isPassage)) {
    const [from, to] = [row.before, row.step.stage].map((stage) =>
      stage === undefined ? words.say('no_stage') : nameStage(model, stage),
    );
    moves.set(`${from} → ${to}`, (moves.get(`${from} → ${to}`) ?? 0) + 1);
  }
  if (moves.size === 0) return [words.say('list_no_passage')];
  return [
    words.say('list_passages', {
      list: [...moves].map(([move, count]) => `${words.number(count)} ${move}`).join(', '),
    }),
  ];
}
