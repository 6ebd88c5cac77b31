import type { Model } from '@leadline/core';
import type { Session } from '../session.ts';
import type { Input } from './input.ts';
import type { RankedScore } from './model-score.ts';

export interface Outlook {
  readonly none?: true;
}
export function findOutlook(_model: Model, _row: RankedScore, _input: Input): Outlook {
  return {};
}
export function describeOutlook(
  _outlook: Outlook,
  _model: Model,
  _session: Session,
): { title: string; lines: string[] }[] {
  return [];
}
