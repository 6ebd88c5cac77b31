import { findDimension, findGroup, findPersona, findRule, getOwn } from '../document/rule-place.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import type {
  AdjustmentContribution,
  CapContribution,
  Contribution,
  Evidence,
  RuleContribution,
} from '../score.ts';
import type { Words } from '../word/word.ts';
import { cleanText, describeValue, getSpeaker, nameField, type Speaker } from './criterion-sentence.ts';
import { type Count, type Language, spellOut } from './language.ts';
import { dayOf } from './stage.ts';

type EvidenceOf<Reads extends Evidence['reads']> = Extract<Evidence, { reads: Reads }>;

/** A contribution in pieces, for pages that set the points apart; `explainContribution` puts them together. */
export interface ContributionSentence {
  /** "Looked at pricing 3 times, last 2 days ago" */
  readonly what: string;
  /** "+8" */
  readonly points: string;
  /** "capped from 12"; absent where nothing took points away or added them. */
  readonly note?: string;
}

/**
 * Why a contribution is what it is, in one sentence: "Looked at pricing 3 times, last 2 days ago: +8 (capped from 12)".
 * `at` is the score's moment; without it the newest activity is not told. Names of rules and values are said as they
 * were written, on one line; nothing is escaped.
 */
export function explainContribution(
  contribution: Contribution,
  model: Model,
  language: Language,
  at?: number,
): string {
  const { what, points, note } = describeContribution(contribution, model, language, at);
  return `${what}: ${points}${note === undefined ? '' : ` (${note})`}`;
}

/** The pieces of `explainContribution`. */
export function describeContribution(
  contribution: Contribution,
  model: Model,
  language: Language,
  at?: number,
): ContributionSentence {
  const speaker = getSpeaker(language);
  const points = speaker.format.points(contribution.points);
  if (contribution.kind === 'cap') return { what: sayCap(speaker, contribution, model), points };
  if (contribution.kind === 'adjustment') return sayAdjustment(speaker, contribution, model, points);
  const rule = findRule(model, contribution);
  const note = sayNote(speaker, contribution, rule);
  return { what: sayRule(speaker, contribution, rule, at), points, ...(note === undefined ? {} : { note }) };
}

function sayRule(
  speaker: Speaker,
  { evidence, rule: id }: RuleContribution,
  rule: Rule | undefined,
  at: number | undefined,
): string {
  const name = cleanText(rule?.name ?? spellOut(id));
  switch (evidence.reads) {
    case 'fields':
      return `${name} (${sayFields(speaker, evidence, rule)})`;
    case 'activities':
      return sayActivities(speaker, name, evidence, rule, at);
    case 'silence':
      return `${name}, ${saySilence(speaker, evidence, rule)}`;
    case 'rate':
      return `${name}, ${sayRate(speaker, evidence)}`;
    case 'trend':
      return `${name}, ${sayTrend(speaker, evidence, rule)}`;
    case 'members':
      return `${name}, ${sayMembers(speaker, evidence, rule)}`;
  }
}

function sayFields(
  speaker: Speaker,
  { result, values }: EvidenceOf<'fields'>,
  rule: Rule | undefined,
): string {
  const { reason } = speaker.words;
  const entries = Object.entries(values);
  const said = entries
    .slice(0, 4)
    .map(([field, value]) =>
      value === null
        ? reason.fieldMissing(nameField(speaker, field))
        : reason.fieldIs(nameField(speaker, field), describeValue(speaker, value)),
    );
  const list = said.length === 0 ? speaker.words.unknown : speaker.format.both(said);
  // In a table of values or ranges the value says it all; "no" would read as if a value were wrong.
  if (result === false && rule !== undefined && 'when' in rule) return reason.missed(list);
  if (result === 'unknown' && entries.every(([, value]) => value !== null)) return reason.cannotTell(list);
  return list;
}

function sayActivities(
  speaker: Speaker,
  name: string,
  { count, weighted, newestAt }: EvidenceOf<'activities'>,
  rule: Rule | undefined,
  at: number | undefined,
): string {
  const { words, format } = speaker;
  const { reason } = words;
  const window =
    rule !== undefined && 'withinDays' in rule && rule.withinDays !== undefined
      ? ` ${reason.inWindow(format.count(rule.withinDays))}`
      : '';
  if (count === 0) return `${name}, ${reason.never}${window}`;
  const counted = format.count(count);
  const parts: string[] = [];
  const own = rule !== undefined && 'activity' in rule ? rule : undefined;
  if (own?.distinct !== undefined) parts.push(describeDistinct(own.distinct, counted, reason));
  else if (own?.activeDays) parts.push(reason.onDays(counted));
  else if (own?.sum !== undefined)
    parts.push(reason.times(counted), reason.inAll(format.number(weighted / 1000), cleanText(own.sum)));
  else parts.push(reason.times(counted));
  const separator = own?.distinct === undefined || own.distinct === 'lead' ? ' ' : ', ';
  parts[parts.length - 1] += window;
  if (rule !== undefined && 'sequence' in rule)
    parts.push(reason.within(format.count(rule.sequence.withinDays)));
  if (rule !== undefined && 'every' in rule && rule.every !== undefined)
    parts.push(reason.every(format.number(rule.every)));
  if (newestAt !== undefined && at !== undefined) {
    const ago = reason.ago(format.count(dayOf(at) - dayOf(newestAt)));
    parts.push(count === 1 ? ago : reason.last(ago));
  }
  return `${name}${separator}${parts.join(', ')}`;
}

function saySilence(
  { words: { reason }, format }: Speaker,
  { days }: EvidenceOf<'silence'>,
  rule: Rule | undefined,
): string {
  if (days === undefined) return reason.never;
  const lowest =
    rule !== undefined && 'silence' in rule ? Math.min(...rule.tiers.map(({ from }) => from)) : 0;
  return days > 0 && days >= lowest
    ? reason.silent(format.count(days))
    : reason.last(reason.ago(format.count(days)));
}

function sayRate({ words, format }: Speaker, evidence: EvidenceOf<'rate'>): string {
  const share = evidence.in > 0 ? Math.min(1, evidence.of / evidence.in) : 0;
  return words.reason.rate(format.number(evidence.of), format.number(evidence.in), format.percent(share));
}

function sayTrend(
  { words, format }: Speaker,
  { recent, earlier }: EvidenceOf<'trend'>,
  rule: Rule | undefined,
): string {
  if (rule === undefined || !('trend' in rule)) return `${format.number(recent)} − ${format.number(earlier)}`;
  return words.reason.trend(format.number(recent), format.number(earlier), format.count(rule.trend.days));
}

function sayMembers(
  { words: { reason }, format }: Speaker,
  { members, value }: EvidenceOf<'members'>,
  rule: Rule | undefined,
): string {
  if (value === undefined || members === 0) return reason.noMembers;
  const take = rule !== undefined && 'members' in rule ? rule.members.take : 'sum';
  return reason.members[take](format.amount(value), format.count(members));
}

/** What age or the rule's own cap took away (or the cap's least added). */
function sayNote(
  { words, format }: Speaker,
  { points, uncapped, evidence }: RuleContribution,
  rule: Rule | undefined,
): string | undefined {
  const notes: string[] = [];
  if (evidence.reads === 'activities' && rule !== undefined && 'decay' in rule && rule.decay !== undefined) {
    const { every, tiers, points: each } = rule;
    const sum = 'sum' in rule && rule.sum !== undefined;
    if (tiers === undefined && each !== undefined && !sum) {
      const fresh =
        Math.round(each * 1000) * (every === undefined ? evidence.count : Math.floor(evidence.count / every));
      if (Math.abs(fresh) > Math.abs(uncapped)) notes.push(words.reason.faded(format.amount(fresh)));
    }
  }
  if (uncapped > points) notes.push(words.reason.capped(format.amount(uncapped)));
  if (uncapped < points) notes.push(words.reason.raised(format.amount(uncapped)));
  return notes.length === 0 ? undefined : notes.join('; ');
}

function sayCap(speaker: Speaker, { of, dimension, group, points }: CapContribution, model: Model): string {
  const { words, format } = speaker;
  const capped =
    of === 'total'
      ? model.total
      : of === 'group'
        ? findGroup(model, dimension ?? '', group ?? '')
        : findDimension(model, dimension ?? '');
  const name =
    of === 'total'
      ? words.total
      : of === 'group'
        ? nameGroup(model, dimension ?? '', group ?? '')
        : nameDimension(speaker, model, dimension ?? '');
  const floor = capped !== undefined && 'floor' in capped ? capped.floor : undefined;
  const bound = points < 0 ? capped?.cap?.max : (capped?.cap?.min ?? floor);
  if (bound === undefined) return name;
  const amount = format.number(bound);
  return points < 0 ? words.reason.stopsAt(name, amount) : words.reason.notBelow(name, amount);
}

function sayAdjustment(
  speaker: Speaker,
  { by, dimension, reason, until }: AdjustmentContribution,
  model: Model,
  points: string,
): ContributionSentence {
  const { words, format } = speaker;
  const said = words.reason.adjusted(cleanText(by), nameDimension(speaker, model, dimension));
  const why = cleanText(reason);
  const what = why === '' ? said : `${said}, ${words.quote(why)}`;
  return until === undefined
    ? { what, points }
    : { what, points, note: words.reason.until(format.day(until)) };
}

/** A group by its name, else its id; a persona's group by the persona's name. */
function nameGroup(model: Model, dimension: string, group: string): string {
  const own = findGroup(model, dimension, group)?.name;
  const persona = findPersona(model, group)?.name;
  return sentenceCase(cleanText(own ?? persona ?? spellOut(group)));
}

/** A dimension by its name; without one by its kind in words, where it is the only one of that kind. */
export function nameDimension({ words }: Speaker, model: Model, dimension: string): string {
  const found = findDimension(model, dimension);
  if (found?.name !== undefined) return cleanText(found.name);
  const alike = Object.values(model.dimensions ?? {}).filter(({ kind }) => kind === found?.kind);
  return found !== undefined && alike.length === 1
    ? words.dimensions[found.kind]
    : sentenceCase(spellOut(dimension));
}

/** A stage by its name in the model, else as the trade calls it, else spelled out. */
export function nameStage({ words }: Speaker, model: Pick<Model, 'stages'>, stage: string): string {
  const own = model.stages?.find(({ id }) => id === stage)?.name;
  return cleanText(own ?? getOwn<string>(words.stages, stage) ?? spellOut(stage));
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Properties of a visit whose different values are pages to a reader. */
const pageProperties: ReadonlySet<string> = new Set(['path', 'url', 'page']);

function describeDistinct(property: string, counted: Count, reason: Words['reason']): string {
  if (property === 'lead') return reason.people(counted);
  return pageProperties.has(property) ? reason.pages(counted) : reason.values(counted, cleanText(property));
}
