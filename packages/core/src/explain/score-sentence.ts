import { getOwn } from '../document/rule-place.ts';
import type { Model } from '../model.ts';
import type { Contribution, Score } from '../score.ts';
import {
  cleanText,
  describeStageCondition,
  getSpeaker,
  nameField,
  type Speaker,
} from './criterion-sentence.ts';
import type { Language } from './language.ts';
import { explainContribution, nameStage } from './sentence.ts';
import type { StageReason } from './stage.ts';

/** A score in words, for one who sells. */
export interface ScoreSentence {
  /** "17.5 points, grade A2 (a very good fit, interested), warm, like Marketing lead, MQL" */
  readonly header: string;
  /** The strongest contributions above 0, the strongest first. */
  readonly counts: readonly string[];
  /** The strongest contributions below 0, caps among them. */
  readonly against: readonly string[];
  /** Names of fields that rules would read but that are missing, in the order of the rules. */
  readonly notKnown: readonly string[];
  /** All of it as lines. */
  readonly text: string;
}

/** Says what a score is and why; reasons need `contributions` in it. `limit`: reasons a side, default 5. */
export function explainScore(
  score: Score,
  model: Model,
  language: Language,
  options: { readonly stage?: string | undefined; readonly limit?: number } = {},
): ScoreSentence {
  const { stage, limit = 5 } = options;
  const speaker = getSpeaker(language);
  const say = (contribution: Contribution) => explainContribution(contribution, model, language, score.at);
  const contributions = score.contributions ?? [];
  const counts = contributions
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, limit)
    .map(say);
  const against = contributions
    .filter(({ points }) => points < 0)
    .sort((a, b) => a.points - b.points)
    .slice(0, limit)
    .map(say);
  const notKnown = listUnknownFields(contributions).map((field) => nameField(speaker, field));
  const header = sayHeader(speaker, score, model, stage);
  return { header, counts, against, notKnown, text: writeText(speaker, header, counts, against, notKnown) };
}

function writeText(
  { words: { score: words }, format }: Speaker,
  header: string,
  counts: readonly string[],
  against: readonly string[],
  notKnown: readonly string[],
): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
  return [
    header,
    ...list(words.counts, counts),
    ...list(words.against, against),
    ...(notKnown.length === 0 ? [] : [`${words.notKnown}: ${format.both(notKnown)}`]),
    ...(counts.length + against.length + notKnown.length === 0 ? [words.nothing] : []),
  ].join('\n');
}

function listUnknownFields(contributions: readonly Contribution[]): string[] {
  const fields = contributions.flatMap((contribution) =>
    contribution.kind === 'rule' &&
    contribution.evidence.reads === 'fields' &&
    contribution.evidence.result === 'unknown'
      ? Object.entries(contribution.evidence.values).flatMap(([field, value]) =>
          value === null ? [field] : [],
        )
      : [],
  );
  return [...new Set(fields)];
}

function sayHeader(speaker: Speaker, score: Score, model: Model, stage: string | undefined): string {
  const { words, format } = speaker;
  const said = [words.score.points(format.count(Math.round(score.total / 100) / 10))];
  if (score.grade !== undefined)
    said.push(words.score.grade(score.grade, describeGrade(score.grade, model, speaker)));
  if (score.temperature !== undefined)
    said.push(getOwn<string>(words.temperatures, score.temperature) ?? cleanText(score.temperature));
  if (score.persona !== undefined)
    said.push(words.score.persona(cleanText(getOwn(model.personas, score.persona)?.name ?? score.persona)));
  if (score.journey !== undefined) said.push(words.journey[score.journey]);
  if (stage !== undefined) said.push(nameStage(speaker, model, stage));
  const header = said.join(', ');
  return score.disqualified === undefined
    ? header
    : `${words.score.disqualified(sayDisqualified(speaker, score.disqualified))}. ${header}`;
}

/** Reasons are the model's own words; the one that suppression lists give is ours to translate. */
function sayDisqualified({ words }: Speaker, why: string): string {
  const list = /^Suppressed: (.*)$/s.exec(why)?.[1];
  return list === undefined ? cleanText(why) : words.score.suppressed(cleanText(list));
}

/** A grade in words: the letter says how good the fit is, the number how interested the lead. */
function describeGrade(grade: string, model: Model, { words }: Speaker): string {
  const { fits, interests, fitUnknown } = words.score;
  const letter = grade.charAt(0);
  const fit = letter === '?' ? fitUnknown : pickWord(fits, model.grades?.fit, letter);
  const interest = pickWord(interests, model.grades?.engagement, grade.slice(1));
  return [fit, interest].filter((word) => word !== undefined).join(', ');
}

/** The words spread over however many steps a scale has, best first. */
function pickWord(
  words: readonly string[],
  scale: Readonly<Record<string, number>> | undefined,
  step: string,
): string | undefined {
  const steps = Object.entries(scale ?? {}).sort((a, b) => b[1] - a[1]);
  const index = steps.findIndex(([name]) => name === step);
  if (index < 0) return undefined;
  return words[steps.length === 1 ? 0 : Math.round((index * (words.length - 1)) / (steps.length - 1))];
}

/** Why a lead moved or stayed, in words: "Entered SQL: total is at least 20 and grade is A1, A2 or B1". */
export function explainStageReason(
  reason: StageReason,
  model: Pick<Model, 'stages'>,
  language: Language,
): string {
  const speaker = getSpeaker(language);
  const words = speaker.words.stage;
  switch (reason.code) {
    case 'entered':
    case 'left':
      return words[reason.code](
        nameStage(speaker, model, reason.stage),
        describeStageCondition(reason.condition, language),
      );
    case 'held':
      return words.held(speaker.format.count(reason.daysLeft));
    case 'disqualified':
      return speaker.words.score.disqualified(sayDisqualified(speaker, reason.why));
    case 'removed':
      return words.removed(cleanText(reason.stage));
    default:
      return words[reason.code];
  }
}
