import type { Amount, Criterion, FieldCriterion } from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { foldText } from '../value/text.ts';

/**
 * The field on which criteria can never hold together, or undefined. Sound for single values: it looks at what `all` asks
 * of one field at once, and an `any` contradicts itself only when each of its criteria does. Lists and dates, which can
 * be several things, are left alone.
 */
export function findContradiction(
  criterion: Criterion,
  kindOf: (field: string) => ValueKind | undefined,
): string | undefined {
  if ('any' in criterion) {
    const fields = criterion.any.map((member) => findContradiction(member, kindOf));
    return fields.every((field) => field !== undefined) ? fields[0] : undefined;
  }
  if ('all' in criterion) {
    const inside = criterion.all
      .map((member) => findContradiction(member, kindOf))
      .find((field) => field !== undefined);
    return inside ?? findClash(listTogether(criterion), kindOf);
  }
  return 'field' in criterion ? findClash([criterion], kindOf) : undefined;
}

/** The field criteria that must all hold. */
function listTogether(criterion: Criterion): FieldCriterion[] {
  if ('all' in criterion) return criterion.all.flatMap(listTogether);
  return 'field' in criterion ? [criterion] : [];
}

function findClash(
  criteria: readonly FieldCriterion[],
  kindOf: (field: string) => ValueKind | undefined,
): string | undefined {
  const byField = Map.groupBy(criteria, ({ field }) => field);
  for (const [field, asked] of byField) {
    const kind = kindOf(field);
    if (asked.some(({ is_empty }) => is_empty) && asked.some(needsValue)) return field;
    if (kind === 'text' && textsLeft(asked)?.size === 0) return field;
    if (kind === 'boolean' && asked.some(({ is_true }) => is_true) && asked.some(({ is_false }) => is_false))
      return field;
    if ((kind === 'number' || kind === 'range' || kind === 'money') && clashOfAmounts(asked)) return field;
  }
  return undefined;
}

function needsValue({ field: _field, is_empty: _isEmpty, ...operators }: FieldCriterion): boolean {
  return Object.values(operators).some((operand) => operand !== undefined);
}

/** The texts that equals and in leave open after not_equals and not_in; undefined for any. */
function textsLeft(asked: readonly FieldCriterion[]): Set<string> | undefined {
  let left: Set<string> | undefined;
  for (const { equals, in: among } of asked) {
    const allowed = equals !== undefined ? [equals] : among;
    if (allowed === undefined) continue;
    const texts = new Set(allowed.map((text) => foldText(String(text))));
    left = left === undefined ? texts : new Set([...left].filter((text) => texts.has(text)));
  }
  if (left === undefined) return undefined;
  const barred = asked.flatMap(({ not_equals, not_in }) => [
    ...(not_equals === undefined ? [] : [not_equals]),
    ...(not_in ?? []),
  ]);
  const shut = new Set(barred.map((text) => foldText(String(text))));
  return new Set([...left].filter((text) => !shut.has(text)));
}

/**
 * Whether the bounds shut each other out. A value with lo and hi meets gte and gt by lo, lte and lt by hi, and lo <= hi,
 * so a lower bound above an upper one cannot hold even for ranges. Amounts in different currencies never hold together.
 */
function clashOfAmounts(asked: readonly FieldCriterion[]): boolean {
  let low = { at: Number.NEGATIVE_INFINITY, open: false };
  let high = { at: Number.POSITIVE_INFINITY, open: false };
  const currencies = new Set<string>();
  const raise = (amount: Amount | undefined, open: boolean) => {
    const at = readAmount(amount, currencies);
    if (at !== undefined && (at > low.at || (at === low.at && open))) low = { at, open };
  };
  const lower = (amount: Amount | undefined, open: boolean) => {
    const at = readAmount(amount, currencies);
    if (at !== undefined && (at < high.at || (at === high.at && open))) high = { at, open };
  };
  for (const { gte, gt, lte, lt, between, equals } of asked) {
    raise(gte, false);
    raise(gt, true);
    lower(lte, false);
    lower(lt, true);
    raise(between?.[0], false);
    lower(between?.[1], true);
    if (typeof equals === 'number' || typeof equals === 'object') {
      raise(equals, false);
      lower(equals, false);
    }
  }
  return currencies.size > 1 || low.at > high.at || (low.at === high.at && (low.open || high.open));
}

function readAmount(amount: Amount | undefined, currencies: Set<string>): number | undefined {
  if (typeof amount !== 'object') return amount;
  currencies.add(amount.currency);
  return amount.amount;
}

/**
 * Fields that a criterion only ever asks the absence of something of, and without which it is never true: an audience
 * of `none: [country equals US]` leaves out every lead without a country.
 */
export function listDroppedUnknowns(criterion: Criterion): string[] {
  const asked = new Map<string, Set<boolean>>();
  collectSides(criterion, false, asked);
  return [...asked].flatMap(([field, sides]) =>
    sides.has(true) && !sides.has(false) && !canHoldWithout(criterion, field).isTrue ? [field] : [],
  );
}

const negating = ['not_equals', 'not_in', 'not_contains'] as const;

function collectSides(criterion: Criterion, negated: boolean, asked: Map<string, Set<boolean>>): void {
  if ('all' in criterion) for (const member of criterion.all) collectSides(member, negated, asked);
  else if ('any' in criterion) for (const member of criterion.any) collectSides(member, negated, asked);
  else if ('none' in criterion) for (const member of criterion.none) collectSides(member, !negated, asked);
  else if ('field' in criterion && !criterion.is_empty && !criterion.is_not_empty) {
    const denies = negating.some((operator) => criterion[operator] !== undefined);
    const sides = asked.get(criterion.field) ?? new Set<boolean>();
    asked.set(criterion.field, sides.add(denies !== negated));
  }
}

/** Whether a criterion can come out true or false for a lead without one field, all else being as it likes. */
function canHoldWithout(criterion: Criterion, field: string): { isTrue: boolean; isFalse: boolean } {
  const of = (members: readonly Criterion[]) => members.map((member) => canHoldWithout(member, field));
  if ('all' in criterion) {
    const members = of(criterion.all);
    return { isTrue: members.every(({ isTrue }) => isTrue), isFalse: members.some(({ isFalse }) => isFalse) };
  }
  if ('any' in criterion) {
    const members = of(criterion.any);
    return { isTrue: members.some(({ isTrue }) => isTrue), isFalse: members.every(({ isFalse }) => isFalse) };
  }
  if ('none' in criterion) {
    const members = of(criterion.none);
    return { isTrue: members.every(({ isFalse }) => isFalse), isFalse: members.some(({ isTrue }) => isTrue) };
  }
  if (!('field' in criterion) || criterion.field !== field) return { isTrue: true, isFalse: true };
  return { isTrue: criterion.is_empty === true, isFalse: criterion.is_not_empty === true };
}
