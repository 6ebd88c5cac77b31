import { type Contribution, describeContribution, type Model, type Rule, type Score } from '@leadline/core';
import { roundParts } from '../rounded-part.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text-width.ts';

/** A block of a waterfall: a dimension with its groups, or a group with its contributions. */
interface Block {
  readonly name: string;
  readonly points: number;
  readonly blocks: readonly Block[];
  readonly contributions: readonly Contribution[];
}

/**
 * Returns a score as a waterfall in words: per dimension and group every contribution that gave or took something, the
 * largest first, with its reason where the model states one. Shown to one decimal so that every sum is right as shown.
 */
export function writeWaterfall(score: Score, model: Model, session: Session): string[] {
  const contributions = (score.contributions ?? []).filter((one) => one.points !== 0);
  const dimensions = Object.entries(model.dimensions ?? {}).map(([id, dimension]) =>
    makeDimension(id, dimension.name ?? id, model, contributions),
  );
  const rest = contributions.filter((one) => one.kind === 'cap' && one.of === 'total');
  const whole: Block = { name: '', points: score.total, blocks: dimensions, contributions: rest };
  const lines = writeBlock(whole, Math.round(score.total / 100), 0, score, model, session);
  const total = session.words.say('waterfall_total');
  return [
    ...lines,
    session.terminal.style('bold', `${writeTenths(Math.round(score.total / 100), session, false)}  ${total}`),
  ];
}

function makeDimension(id: string, name: string, model: Model, all: readonly Contribution[]): Block {
  const mine = all.filter((one) => 'dimension' in one && one.dimension === id);
  const grouped = new Map<string, Contribution[]>();
  const rest: Contribution[] = [];
  for (const one of mine) {
    const group = 'group' in one ? one.group : undefined;
    if (group === undefined) rest.push(one);
    else grouped.set(group, [...(grouped.get(group) ?? []), one]);
  }
  const blocks = [...grouped].map(([group, contributions]) => ({
    name: nameGroup(model, id, group),
    points: sum(contributions),
    blocks: [],
    contributions,
  }));
  return { name, points: sum(mine), blocks, contributions: rest };
}

function nameGroup(model: Model, dimension: string, id: string): string {
  const [persona, group] = id.split('/');
  if (group !== undefined) {
    const card = model.personas?.[persona!];
    return card?.groups[group]?.name ?? card?.name ?? id;
  }
  return model.dimensions?.[dimension]?.groups[id]?.name ?? id;
}

function writeBlock(
  block: Block,
  tenths: number,
  depth: number,
  score: Score,
  model: Model,
  session: Session,
): string[] {
  const { terminal } = session;
  const blocks = block.blocks.filter((one) => one.contributions.length + one.blocks.length > 0);
  const ordered = [...block.contributions].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const parts = roundParts(
    [...blocks, ...ordered].map((one) => one.points),
    block.points,
  );
  // The rounded parts add up to the block rounded by itself; what its parent gave it more or less goes to the largest.
  const gap = tenths - parts.reduce((total, part) => total + part, 0);
  if (parts.length > 0) parts[0]! += gap;
  const lines = ordered.flatMap((one, index) =>
    writeContribution(one, parts[blocks.length + index]!, depth, score, model, session),
  );
  const inner = blocks.flatMap((one, index) => {
    const heading = `${writeTenths(parts[index]!, session, true)}  ${'  '.repeat(depth)}${cleanText(one.name)}`;
    return [
      terminal.style(depth === 0 ? 'bold' : 'underline', heading),
      ...writeBlock(one, parts[index]!, depth + 1, score, model, session),
    ];
  });
  return [...inner, ...lines];
}

function writeContribution(
  one: Contribution,
  tenths: number,
  depth: number,
  score: Score,
  model: Model,
  session: Session,
): string[] {
  const { terminal, words } = session;
  const { what, note } = describeContribution(one, model, words.language, score.at);
  const indent = '  '.repeat(depth);
  const line = `${writeTenths(tenths, session, true)}  ${indent}${what}${note === undefined ? '' : ` (${note})`}`;
  const because = one.kind === 'rule' ? findRule(model, one)?.because : undefined;
  if (because === undefined) return [line];
  return [
    line,
    terminal.style(
      'dim',
      `${' '.repeat(10)}${indent}${words.say('waterfall_because', { because: cleanText(because) })}`,
    ),
  ];
}

function findRule(model: Model, one: { dimension: string; group: string; rule: string }): Rule | undefined {
  const [persona, group] = one.group.split('/');
  const rules =
    group === undefined
      ? model.dimensions?.[one.dimension]?.groups[one.group]?.rules
      : model.personas?.[persona!]?.groups[group]?.rules;
  return rules?.find((rule) => rule.id === one.rule);
}

/** Tenths of points in eight columns, signed unless it is the total. */
function writeTenths(tenths: number, { words }: Session, signed: boolean): string {
  const text = words.points(tenths * 100);
  return (signed && tenths > 0 ? `+${text}` : text).padStart(8);
}

function sum(contributions: readonly Contribution[]): number {
  return contributions.reduce((total, one) => total + one.points, 0);
}
