import { type FieldValue, foldText, type SourceRanking } from '@leadline/core';
import {
  derivationVersion,
  deriveFieldValues,
  findInForce,
  getDerivedSource,
  isDerivedSource,
  readHistory,
} from '@leadline/core/derive';
import { deriveAccount, rankDerivedFirst } from '../identity/account.ts';

/**
 * Returns what is to be added to the stored values of one lead so that its derived fields and its account follow from
 * what it was given. Values that were derived from those of an identity which now belongs to another lead are stated
 * again as they are without them. `knownAt` is later than all that is stored; deriving twice adds nothing.
 */
export function deriveLead(
  values: readonly FieldValue[],
  lead: string,
  knownAt: number,
  sourceRankings: readonly SourceRanking[],
): FieldValue[] {
  const options = { knownAt, sourceRankings };
  const corrections = correctDerived(values, lead, options);
  const derived = deriveFieldValues([...values, ...corrections], options);
  return [
    ...corrections,
    ...derived.map(({ evidence: _, ...value }) => value),
    ...deriveAccount(values, lead, knownAt),
  ];
}

function correctDerived(
  values: readonly FieldValue[],
  lead: string,
  options: { readonly knownAt: number; readonly sourceRankings: readonly SourceRanking[] },
): FieldValue[] {
  const stored = listLatestDerived(values);
  if (stored.length === 0) return [];
  const given = values.filter(({ source }) => !isDerivedSource(source));
  const wanted = [...given, ...deriveFieldValues(given, options)];
  return stored.flatMap(({ field, at, value }) => {
    const ofField = wanted.filter((one) => one.field === field);
    const right = findInForce(readHistory(ofField, rankDerivedFirst), at)?.value.value ?? null;
    if (foldValue(right) === foldValue(value)) return [];
    const source = getDerivedSource(derivationVersion);
    return [{ lead, field, value: right, at, knownAt: options.knownAt, source }];
  });
}

/** What was derived last for each field and moment; the account has a rule of its own. */
function listLatestDerived(values: readonly FieldValue[]): (FieldValue & { readonly at: number })[] {
  const latest = new Map<string, FieldValue & { readonly at: number }>();
  for (const value of values) {
    const { field, at, knownAt, source } = value;
    if (at === undefined || field === 'account' || !isDerivedSource(source)) continue;
    const place = `${at} ${field}`;
    const known = latest.get(place);
    if (known === undefined || known.knownAt <= knownAt) latest.set(place, { ...value, at });
  }
  return [...latest.values()];
}

function foldValue(value: FieldValue['value']): string {
  return value === null ? '' : foldText(String(value));
}
