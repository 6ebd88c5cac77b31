import type { Suspect } from '../audit/blame.ts';
import type { ExpectationFailure, ExpectationResult, Expected } from '../audit/expectation.ts';
import type { WordlessHint } from '../audit/hint.ts';
import { findRule, getOwn } from '../document/rule-place.ts';
import type { Model } from '../model.ts';
import { type FindingWords, getFindingWords } from '../word/word.ts';
import type { RepeatedAddition } from './addition.ts';
import type { Counterfactual } from './counterfactual.ts';
import {
  cleanText,
  describeValue,
  getSpeaker,
  nameField,
  nameTypes,
  type Speaker,
} from './criterion-sentence.ts';
import type { Forecast, ForecastChange } from './forecast.ts';
import type { Format, Language } from './language.ts';
import type { Disagreement, ImpliedThreshold, Way } from './qualify.ts';
import { differenceCauses, type ScoreDifference } from './score-difference.ts';
import { describeContribution, nameDimension, nameStage } from './sentence.ts';

/** Why a test of a model failed: "total is 14, expected at least 20; likeliest cause: “Looked at pricing” gave 8 …". */
export function explainFailure(failure: ExpectationFailure, model: Model, language: Language): string {
  const words = getFindingWords(language);
  const speaker = getSpeaker(language);
  const { output, dimension, expected, came, suspects } = failure;
  const name = dimension === undefined ? words.outputs[output] : nameDimension(speaker, model, dimension);
  const said = words.failed(
    name,
    sayValue(speaker, words, model, output, came),
    sayExpected(speaker, words, model, output, expected),
  );
  const [first] = suspects;
  if (first !== undefined) return `${said}; ${words.likeliest}: ${explainSuspect(first, model, language)}`;
  return isAboutSums(output) ? `${said}; ${words.noSuspect}` : said;
}

/** Whether a rule's points could have made the difference. */
function isAboutSums(output: ExpectationFailure['output']): boolean {
  return output === 'total' || output === 'dimensions' || output === 'grade' || output === 'stage';
}

/** How all tests came out, one line each that failed, the count first. */
export function explainExpectations(
  results: readonly ExpectationResult[],
  model: Model,
  language: Language,
): string[] {
  const { format } = getSpeaker(language);
  const passed = results.filter((result) => result.passed).length;
  const failed = results.flatMap(({ name, failures }) =>
    failures.map((failure) => `${cleanText(name)}: ${explainFailure(failure, model, language)}`),
  );
  return [getFindingWords(language).passed(format.number(passed), format.number(results.length)), ...failed];
}

function sayValue(
  speaker: Speaker,
  words: FindingWords,
  model: Model,
  output: ExpectationFailure['output'],
  value: string | number | boolean | null,
): string {
  if (value === null) return words.none;
  if (typeof value === 'number') return speaker.format.number(value);
  if (typeof value === 'boolean') return value ? speaker.words.yes : speaker.words.no;
  return nameOutput(speaker, model, output, value);
}

/** A label in words where the language or the model has some. */
function nameOutput(speaker: Speaker, model: Model, output: string, value: string): string {
  const { words } = speaker;
  if (output === 'temperature') return getOwn<string>(words.temperatures, value) ?? cleanText(value);
  if (output === 'journey') return getOwn<string>(words.journey, value) ?? cleanText(value);
  if (output === 'stage') return nameStage(speaker, model, value);
  if (output === 'persona') return cleanText(getOwn(model.personas, value)?.name ?? value);
  return cleanText(value);
}

function sayExpected(
  speaker: Speaker,
  words: FindingWords,
  model: Model,
  output: ExpectationFailure['output'],
  expected: Expected,
): string {
  const { format } = speaker;
  if (Array.isArray(expected)) return format.either(expected);
  if (typeof expected !== 'object' || expected === null)
    return sayValue(speaker, words, model, output, expected);
  const comparison = expected as Partial<Record<keyof FindingWords['comparison'], number>>;
  return format.both(
    (['gte', 'gt', 'lte', 'lt'] as const).flatMap((operator) => {
      const amount = comparison[operator];
      return amount === undefined ? [] : [words.comparison[operator](format.number(amount))];
    }),
  );
}

/** What alone, changed, would make a test pass. */
export function explainSuspect(suspect: Suspect, model: Model, language: Language): string {
  const { suspect: words } = getFindingWords(language);
  const speaker = getSpeaker(language);
  if (suspect.kind === 'cap')
    return describeContribution({ kind: 'cap', ...suspect.place, points: -suspect.took }, model, language)
      .what;
  const rule = cleanText(findRule(model, suspect.place)?.name ?? suspect.place.rule);
  return words[suspect.why](
    rule,
    speaker.format.number(suspect.gave / 1000),
    speaker.format.number(suspect.needs / 1000),
  );
}

/** A hint in a language. */
export function explainHint(hint: WordlessHint, model: Model, language: Language): string {
  const speaker = getSpeaker(language);
  const say = getFindingWords(language).hints[hint.code] as (params: unknown, format: Format) => string;
  const said = say(nameParams(hint, speaker, model), speaker.format);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** Names instead of ids, all on one line. */
function nameParams(hint: WordlessHint, speaker: Speaker, model: Model): Record<string, unknown> {
  const params: Record<string, unknown> = { ...hint.params };
  for (const [key, value] of Object.entries(params)) {
    if (typeof value === 'string') params[key] = nameParam(key, value, speaker, model);
    if (Array.isArray(value)) params[key] = value.map((one) => cleanText(String(one)));
  }
  return params;
}

function nameParam(key: string, value: string, speaker: Speaker, model: Model): string {
  if (key === 'field') return nameField(speaker, value);
  if (key === 'dimension') return nameDimension(speaker, model, value);
  if (key === 'stage') return nameStage(speaker, model, value);
  if (key !== 'of') return cleanText(value);
  const stage = model.stages?.some(({ id }) => id === value) ? nameStage(speaker, model, value) : undefined;
  return stage ?? getOwn<string>(speaker.words.temperatures, value) ?? cleanText(value);
}

/** Why a score changed: the change first, then each contribution with its causes, the greatest first. */
export function explainDifference(difference: ScoreDifference, model: Model, language: Language): string[] {
  const { causes, changed } = getFindingWords(language);
  const { format } = getSpeaker(language);
  const { before, after, change, changes } = difference;
  const first = changed(
    format.amount(before?.total ?? 0),
    format.amount(after?.total ?? 0),
    format.points(change),
  );
  const sized = [...changes].sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const lines = sized.map(({ contribution, causes: told, ...points }) => {
    const { what } = describeContribution(contribution, model, language, after?.at ?? before?.at);
    const why = differenceCauses.flatMap((cause) => {
      const found = told.find((one) => one.cause === cause);
      return found === undefined
        ? []
        : [told.length === 1 ? causes[cause] : `${causes[cause]} ${format.points(found.points)}`];
    });
    return `${what}: ${format.points(points.after - points.before)} (${why.join(', ')})`;
  });
  return [first, ...lines];
}

/** What a forecast says, a line for each change; that nothing changes is said too. */
export function explainForecast(forecast: Forecast, model: Model, language: Language): string[] {
  const words = getFindingWords(language).forecast;
  const { format } = getSpeaker(language);
  if (forecast.changes.length === 0) return [words.none(format.count(forecast.days))];
  return forecast.changes.map((change) => explainForecastChange(change, model, language));
}

/** One change of a forecast: "Without new activity under 65 on 18 Dec 2026". */
export function explainForecastChange(change: ForecastChange, model: Model, language: Language): string {
  const findings = getFindingWords(language);
  const speaker = getSpeaker(language);
  const { output, from, to } = change;
  const day = speaker.format.day(change.day);
  if (output === 'points' && typeof from === 'number' && typeof to === 'number')
    return to < from
      ? findings.forecast.under(speaker.format.number(to + 1), day)
      : findings.forecast.from(speaker.format.number(to), day);
  const name = output === 'points' ? findings.outputs.total : findings.outputs[output];
  if (to === null) return findings.forecast.ends(name, day);
  const value = typeof to === 'number' ? speaker.format.number(to) : nameOutput(speaker, model, output, to);
  return findings.forecast.becomes(name, value, day);
}

/** Additions and where they lead: "Page Viewed (path /pricing) 2 times and country becomes BE: 14 points". */
export function explainCounterfactual(counterfactual: Counterfactual, language: Language): string {
  return sayReached(counterfactual, getFindingWords(language).addition.field, language);
}

/** A way to qualify, with a word when it needs no fit at all: nothing becomes, as nothing was known before. */
export function explainWay(way: Way, language: Language): string {
  const { withoutFit, addition } = getFindingWords(language);
  const said = sayReached(way, addition.is, language);
  return way.hasFit ? said : `${said} (${withoutFit})`;
}

type SayField = (field: string, value: string) => string;

function sayReached({ additions, score }: Counterfactual, sayField: SayField, language: Language): string {
  const { format } = getSpeaker(language);
  const said = format.both(additions.map((one) => sayAddition(one, sayField, language)));
  return getFindingWords(language).reaches(said, format.count(score.total / 1000));
}

function sayAddition({ addition, times }: RepeatedAddition, sayField: SayField, language: Language): string {
  const words = getFindingWords(language).addition;
  const speaker = getSpeaker(language);
  if (addition.kind === 'field')
    return speaker.format.both(
      Object.entries(addition.values).map(([field, value]) =>
        value === null
          ? words.emptied(nameField(speaker, field))
          : sayField(nameField(speaker, field), describeValue(speaker, value)),
      ),
    );
  const { distinct } = addition;
  const activities = addition.activities.map(({ type, properties }, index) => {
    const said = Object.entries(properties).map(([name, value]) =>
      words.property(cleanText(name), describeValue(speaker, value)),
    );
    if (distinct !== undefined && times > 1 && index === 0) said.push(words.different(cleanText(distinct)));
    const named = nameTypes(speaker, type);
    return said.length === 0 ? named : `${named} (${said.join(', ')})`;
  });
  return words.activity(activities.join(`, ${words.followedBy} `), speaker.format.count(times));
}

/** What examples imply: the threshold, and each way they disagree. */
export function explainImpliedThreshold(implied: ImpliedThreshold, language: Language): string[] {
  const { implied: words } = getFindingWords(language);
  const { format } = getSpeaker(language);
  const { threshold, decidedBy, ready, disagreements } = implied;
  if (ready.length === 0) return [words.noExamples];
  const first =
    threshold === undefined ? [] : [words.threshold(format.number(threshold), cleanText(decidedBy ?? ''))];
  return [...first, ...disagreements.map((one) => sayDisagreement(one, implied, language))];
}

function sayDisagreement(
  disagreement: Disagreement,
  { threshold }: ImpliedThreshold,
  language: Language,
): string {
  const { implied: words } = getFindingWords(language);
  const ready = cleanText(disagreement.ready);
  if (disagreement.code === 'shut_out') return words.shutOut(ready);
  if (disagreement.code === 'clash') return words.disagree(ready, cleanText(disagreement.notYet));
  return words.letsAllIn(getSpeaker(language).format.number(threshold ?? 0));
}
