import { hash } from 'node:crypto';
import type { Contribution, Model, StageReason } from '@leadline/core';
import type { Passage } from '../store/passage.ts';
import type { StoredScore } from '../store/score.ts';

type Outputs = Pick<StoredScore, 'stage' | 'grade' | 'temperature'>;

/** A change of a unit's outputs, to be told as passages. */
export interface OutputChange {
  readonly model: Model;
  readonly version: number;
  readonly unit: string;
  readonly before: StoredScore | undefined;
  /** Undefined outside the audience. */
  readonly after: Outputs | undefined;
  readonly stageReason: StageReason;
  readonly at: number;
  /** What explains the new score; asked for only if there is a passage. */
  readonly explain: () => readonly Contribution[];
}

const outputs = ['stage', 'grade', 'temperature'] as const;

/**
 * Returns the passages of a change, each with its reason. That a lead has a grade or a temperature for the first time is
 * none; that it has a stage is.
 */
export function listChangePassages(change: OutputChange): Passage[] {
  const { model, version, unit, before, after, stageReason, at, explain } = change;
  const moved = outputs.filter(
    (output) =>
      before?.[output] !== after?.[output] && (output === 'stage' || before?.[output] !== undefined),
  );
  if (moved.length === 0) return [];
  const contributions = explain();
  return moved.map((output) => {
    const [from, to] = [before?.[output], after?.[output]];
    const isUp = rankOutput(model, output, to) > rankOutput(model, output, from);
    return {
      id: hash('sha256', JSON.stringify([model.id, unit, output, before?.revision ?? 0, at])),
      model: model.id,
      version,
      unit,
      output,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      direction: isUp ? 'up' : 'down',
      at,
      knownAt: at,
      reason: { ...(output === 'stage' ? stageReason : { code: 'scored' }), contributions },
    };
  });
}

/** Higher is nearer to sales; none is the lowest. */
function rankOutput(model: Model, output: keyof Outputs, value: string | undefined): number {
  if (value === undefined) return -100;
  if (output === 'stage') return (model.stages ?? []).findIndex(({ id }) => id === value);
  if (output === 'grade') return -10 * 'ABCD?'.indexOf(value[0]!) - Number(value.slice(1));
  const { temperature } = model;
  const order =
    temperature !== undefined && 'categories' in temperature
      ? temperature.categories.map(({ is }) => is)
      : ['hot', 'warm', 'cold'];
  return -order.indexOf(value);
}
