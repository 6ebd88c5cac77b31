import {
  type Counterfactuals,
  explainCounterfactual,
  explainForecast,
  explainForecastChange,
  type Forecast,
  findCounterfactuals,
  forecastLead,
  type Model,
  type StageCondition,
} from '@leadline/core';
import type { Session } from '../session.ts';
import { type Input, listMembers } from './input.ts';
import type { RankedScore } from './model-score.ts';
import { nameStage } from './ranked-list.ts';

/** What could come of a lead: what would bring it to the next stage, and what time alone will change. */
export interface Outlook {
  /** The next stage and what would bring the lead there; absent where there is none that points could reach. */
  readonly lift?: { readonly stage: string } & Counterfactuals;
  readonly forecast?: Forecast;
}

const mostLifts = 5;
const mostChanges = 8;

/** Looks ahead for one lead or account. */
export function findOutlook(model: Model, row: RankedScore, input: Input): Outlook {
  const { facts, at, knownAt } = input;
  const { score, step, since } = row;
  const options = { at, members: listMembers(input), ...(knownAt === undefined ? {} : { knownAt }) };
  const next = findNextStage(model, step.stage);
  const lift =
    next === undefined || score.disqualified !== undefined
      ? undefined
      : {
          stage: next,
          ...findCounterfactuals(model, facts, score.id, {
            ...options,
            goal: { stage: next },
            mostResults: mostLifts,
          }),
        };
  const forecast = forecastLead(model, facts, score.id, { ...options, stage: step.stage, since });
  return { ...(lift === undefined ? {} : { lift }), ...(forecast === undefined ? {} : { forecast }) };
}

/** Says an outlook: a title and lines for each part that there is. */
export function describeOutlook(
  { lift, forecast }: Outlook,
  model: Model,
  { words }: Session,
): { title: string; lines: string[] }[] {
  const sections: { title: string; lines: string[] }[] = [];
  if (lift !== undefined) {
    const title = words.say('explain_lift', { stage: nameStage(model, lift.stage) });
    const lines = lift.found.slice(0, mostLifts).map((one) => explainCounterfactual(one, words.language));
    sections.push({ title, lines: lines.length > 0 ? lines : [words.say('explain_lift_none')] });
  }
  if (forecast !== undefined) {
    sections.push({
      title: words.say('explain_forecast'),
      lines: describeForecast(forecast, model, words.language),
    });
  }
  return sections;
}

/** Changes of labels come before those of points, of which the first and the last say enough. */
function describeForecast(
  forecast: Forecast,
  model: Model,
  language: Session['words']['language'],
): string[] {
  const labels = forecast.changes.filter((change) => change.output !== 'points').slice(0, mostChanges);
  const points = forecast.changes.filter((change) => change.output === 'points');
  const shown = [...labels, ...(points.length > 1 ? [points[0]!, points.at(-1)!] : points)];
  if (shown.length === 0) return explainForecast(forecast, model, language);
  return [...shown]
    .sort((a, b) => a.inDays - b.inDays)
    .map((change) => explainForecastChange(change, model, language));
}

/** The first stage above the present one that points can reach; one that a seller's word opens cannot be. */
function findNextStage({ stages = [] }: Model, present: string | undefined): string | undefined {
  const place = stages.findIndex((stage) => stage.id === present);
  return stages.slice(place + 1).find((stage) => !readsOutcome(stage.enter))?.id;
}

function readsOutcome(condition: StageCondition): boolean {
  if ('outcome' in condition) return true;
  const inner =
    'all' in condition
      ? condition.all
      : 'any' in condition
        ? condition.any
        : 'none' in condition
          ? condition.none
          : [];
  return inner.some(readsOutcome);
}
