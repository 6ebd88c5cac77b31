import type { Model } from '../model.ts';
import type { Finding, Path } from './problem.ts';
import { findSuggestion } from './suggestion.ts';

/** One check of a model: what it has found, and what it has seen on the way. */
export interface Check {
  readonly model: Model;
  readonly findings: Finding[];
  /** Fields that a criterion or rule reads. */
  readonly readFields: Set<string>;
  /** Activity types that a criterion or rule reads. */
  readonly readTypes: Set<string>;
}

/** Adds a finding; `params` are those of its code's template. */
export function report(check: Check, code: Finding['code'], path: Path, params?: Finding['params']): void {
  check.findings.push(params ? { code, path, params } : { code, path });
}

/** Adds a finding about the key at the end of a path. */
export function reportKey(check: Check, code: Finding['code'], path: Path, params?: Finding['params']): void {
  check.findings.push(params ? { code, path, params, aboutKey: true } : { code, path, aboutKey: true });
}

/** Reports entries of a list that are there twice. */
export function checkDistinct(check: Check, list: readonly string[], path: Path): void {
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    if (seen.has(entry)) report(check, 'duplicate_entry', [...path, index], { got: `"${entry}"` });
    seen.add(entry);
  }
}

/** As a param: the allowed word that was likely meant. Only the first findings are shown, so later ones go without. */
export function suggest(
  check: Check,
  word: string,
  allowed: () => Iterable<string>,
): { suggestion?: string } {
  const suggestion = check.findings.length < 100 ? findSuggestion(word, allowed()) : undefined;
  return suggestion === undefined ? {} : { suggestion };
}

/** The words that are allowed, as a sentence names them: the first of them where there are many. */
export function nameAllowed(words: readonly string[]): string {
  if (words.length === 0) return '—';
  return words.length > 20 ? `${words.slice(0, 20).join(', ')}, …` : words.join(', ');
}
