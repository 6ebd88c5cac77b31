import { getFormat, type Language } from '../explain/language.ts';
import { type Rule, ruleKeys, ruleKind } from '../rule.ts';
import { differenceKeys } from './difference-key.ts';
import { type DifferenceCode, differenceTexts } from './difference-text.ts';
import { printInline } from './print.ts';
import { fillTemplate, type Path, type Subject } from './problem.ts';

/** One thing that two models say differently. */
export interface Difference {
  readonly code: DifferenceCode;
  /** Where it stands in the later model, or in the earlier one if it is there no more. */
  readonly path: Path;
  readonly subject: Subject;
  /** Keys below the subject, such as ["cap", "max"]; empty for the subject as a whole. */
  readonly what: Path;
  /** Absent when it was not there. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** In English; `describeDifference` gives it in another language. */
  readonly sentence: string;
}

/**
 * A difference as a sentence.
 *
 * @example describeDifference(difference)
 * // Rule "Company size": points 3 → 4
 */
export function describeDifference(
  difference: Omit<Difference, 'sentence'>,
  language: Language = 'en',
): string {
  const { texts, subjects } = differenceTexts[language];
  const { code, subject, what, before, after } = difference;
  const value = code === 'moved' ? String : code === 'replaced' ? nameKind(language) : writeValue(language);
  return fillTemplate(texts[code], {
    subject: fillTemplate(subjects[subject.kind], { name: subject.name ?? '' }),
    what: describeKeys(what, language),
    before: value(before),
    after: value(after),
  });
}

/** Keys as people read them; places in a list count from 1. What a person called a thing stays as it is. */
function describeKeys(what: Path, language: Language): string {
  let text = '';
  for (const [index, step] of what.entries()) {
    const isChosen =
      what[index - 1] === 'fields' || what[index - 1] === 'activities' || what[index - 1] === 'values';
    const part = typeof step === 'number' ? String(step + 1) : isChosen ? step : nameKey(step, language);
    text += text === '' ? part : typeof step === 'number' ? ` ${part}` : ` › ${part}`;
  }
  return text;
}

function nameKey(key: string, language: Language): string {
  const names: Readonly<Record<string, readonly [en: string, nl: string, sv: string]>> = differenceKeys;
  const found = Object.hasOwn(names, key) ? names[key] : undefined;
  return found?.[{ en: 0, nl: 1, sv: 2 }[language]] ?? key;
}

function writeValue(language: Language): (value: unknown) => string {
  return (value) => {
    if (typeof value === 'number') return getFormat(language).number(value);
    const text = value === undefined ? '' : printInline(value);
    return text.length > 100 ? `${[...text].slice(0, 99).join('')}…` : text;
  };
}

function nameKind(language: Language): (rule: unknown) => string {
  return (rule) => nameKey(ruleKeys[ruleKind(rule as Rule)], language);
}
