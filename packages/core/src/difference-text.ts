import type { Difference } from './diff.ts';
import { differenceKeys } from './difference-key.ts';
import { getFormat, type Language } from './language.ts';
import { printInline } from './print.ts';
import { fillTemplate, type Path } from './problem.ts';
import type { SubjectKind } from './problem-text.ts';
import { type Rule, ruleKeys, ruleKind } from './rule.ts';

interface Catalogue {
  readonly texts: Readonly<Record<DifferenceCode, string>>;
  readonly subjects: Readonly<Record<SubjectKind, string>>;
}

const english = {
  texts: {
    added: '{subject} added',
    removed: '{subject} removed',
    moved: '{subject}: moved from {before} to {after}',
    replaced: '{subject}: reads {after} instead of {before}',
    set: '{subject}: {what} {after} added',
    cleared: '{subject}: {what} {before} removed',
    changed: '{subject}: {what} {before} → {after}',
    reordered: '{subject}: {what} in another order, {after}',
  },
  subjects: {
    model: 'Model',
    dimension: 'Dimension "{name}"',
    group: 'Group "{name}"',
    rule: 'Rule "{name}"',
    persona: 'Persona "{name}"',
    stage: 'Stage "{name}"',
    disqualification: 'Disqualification "{name}"',
    combination: 'Combination "{name}"',
    expectation: 'Expectation "{name}"',
  },
};

/**
 * What can have happened: a thing `added`, `removed`, `moved` to another group, `replaced` by another kind of rule or
 * `reordered`; or one of its keys `set`, `cleared` or `changed`.
 */
export type DifferenceCode = keyof typeof english.texts;

const catalogues: Readonly<Record<Language, Catalogue>> = {
  en: english,
  nl: {
    texts: {
      added: '{subject} toegevoegd',
      removed: '{subject} verwijderd',
      moved: '{subject}: verplaatst van {before} naar {after}',
      replaced: '{subject}: leest {after} in plaats van {before}',
      set: '{subject}: {what} {after} toegevoegd',
      cleared: '{subject}: {what} {before} verwijderd',
      changed: '{subject}: {what} {before} → {after}',
      reordered: '{subject}: {what} in een andere volgorde, {after}',
    },
    subjects: {
      model: 'Model',
      dimension: 'Dimensie "{name}"',
      group: 'Groep "{name}"',
      rule: 'Regel "{name}"',
      persona: 'Persona "{name}"',
      stage: 'Fase "{name}"',
      disqualification: 'Uitsluiting "{name}"',
      combination: 'Combinatie "{name}"',
      expectation: 'Verwachting "{name}"',
    },
  },
  sv: {
    texts: {
      added: '{subject} har lagts till',
      removed: '{subject} har tagits bort',
      moved: '{subject}: flyttad från {before} till {after}',
      replaced: '{subject}: läser {after} i stället för {before}',
      set: '{subject}: {what} {after} har lagts till',
      cleared: '{subject}: {what} {before} har tagits bort',
      changed: '{subject}: {what} {before} → {after}',
      reordered: '{subject}: {what} i en annan ordning, {after}',
    },
    subjects: {
      model: 'Modell',
      dimension: 'Dimension "{name}"',
      group: 'Grupp "{name}"',
      rule: 'Regel "{name}"',
      persona: 'Persona "{name}"',
      stage: 'Fas "{name}"',
      disqualification: 'Uteslutning "{name}"',
      combination: 'Kombination "{name}"',
      expectation: 'Förväntan "{name}"',
    },
  },
};

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
  const { texts, subjects } = catalogues[language];
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
