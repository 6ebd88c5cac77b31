import type { Language } from '../explain/language.ts';
import type { SubjectKind } from './problem-text.ts';

/** The templates of differences in one language. */
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

/** What every difference says, in each language; between braces stand the subject, the keys and both values. */
export const differenceTexts: Readonly<Record<Language, Catalogue>> = {
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
