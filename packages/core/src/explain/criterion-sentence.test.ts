import { describe, expect, it } from 'vitest';
import type { Criterion } from '../criterion.ts';
import { newBusiness } from '../document/example-model.ts';
import { type Operator, operatorNames } from '../operator.ts';
import { describeCriterion, describeStageCondition } from './criterion-sentence.ts';
import { languages } from './language.ts';

const operands: Record<Operator, Partial<Extract<Criterion, { field: string }>>> = {
  equals: { equals: 'BE' },
  not_equals: { not_equals: { amount: 1200.5, currency: 'EUR' } },
  in: { in: ['BE', 'NL', 'LU'] },
  not_in: { not_in: ['BE', 'NL'] },
  contains: { contains: 'market' },
  not_contains: { not_contains: 'market' },
  starts_with: { starts_with: 'market' },
  ends_with: { ends_with: 'market' },
  matches: { matches: '^m+' },
  lt: { lt: 50 },
  lte: { lte: 50 },
  gt: { gt: 50 },
  gte: { gte: 12_480 },
  between: { between: [50, 250] },
  is_empty: { is_empty: true },
  is_not_empty: { is_not_empty: true },
  is_true: { is_true: true },
  is_false: { is_false: true },
  before: { before: '2026-03-03' },
  after: { after: '2026-03-03' },
  within_days: { within_days: 30 },
  in_next_days: { in_next_days: 1 },
};

describe('describeCriterion', () => {
  it.each(languages)('has a sentence for every operator in %s', (language) => {
    const sentences = operatorNames.map((operator) =>
      describeCriterion({ field: 'budget', ...operands[operator] }, language).replace(/[\u00a0\u202f]/g, ' '),
    );
    expect(new Set(sentences).size).toBe(operatorNames.length);
    expect(sentences).toMatchSnapshot();
  });

  it('words a range as half-open', () => {
    const between: Criterion = { field: 'employees', between: [50, 250] };
    expect(describeCriterion(between, 'en')).toBe('employees is from 50 up to, not including, 250');
    expect(describeCriterion(between, 'nl')).toBe(
      'aantal medewerkers is van 50 tot 250, 250 niet inbegrepen',
    );
    expect(describeCriterion(between, 'sv')).toBe('antal anställda är från 50 upp till, men inte med, 250');
  });

  it('joins groups and puts inner ones in brackets', () => {
    const criterion: Criterion = {
      all: [
        { field: 'account.country', in: ['BE', 'NL'] },
        {
          any: [
            { field: 'jobTitle', contains: 'CIO' },
            { field: 'trialEndsAt', in_next_days: 14 },
          ],
        },
        { none: [{ outcome: 'lost', withinDays: 90 }] },
      ],
    };
    expect(describeCriterion(criterion, 'en')).toBe(
      'company country is BE or NL, (job title contains “CIO” or trial ends at is in the next 14 days) and (none of: lost in the last 90 days)',
    );
    expect(describeCriterion({ any: [{ all: [{ field: 'city', is_empty: true }] }] }, 'en')).toBe(
      'city is not filled in',
    );
  });

  it('counts activities', () => {
    const criterion: Criterion = {
      activity: {
        types: ['Page Viewed', 'Form Sent'],
        where: { property: 'path', starts_with: '/p' },
        count: 3,
        withinDays: 30,
      },
    };
    expect(describeCriterion(criterion, 'en')).toBe(
      'Page Viewed or Form Sent (path starts with “/p”) at least 3 times in the last 30 days',
    );
    expect(describeCriterion(criterion, 'nl')).toBe(
      'minstens 3 keer Page Viewed of Form Sent (path begint met ‘/p’) in de laatste 30 dagen',
    );
    expect(describeCriterion(criterion, 'sv')).toBe(
      'Page Viewed eller Form Sent (path börjar med ”/p”) minst 3 gånger de senaste 30 dagarna',
    );
  });
});

describe('describeStageCondition', () => {
  it('says what a stage asks', () => {
    const [first, second, third] = newBusiness.stages!;
    expect(describeStageCondition(first!.enter, 'en')).toBe('total is at least 12');
    expect(describeStageCondition(second!.enter, 'sv')).toBe('senaste utfallet är accepterad av sälj');
    expect(describeStageCondition(third!.enter, 'nl')).toBe(
      'totaal is minstens 20 en klasse is A1, A2 of B1',
    );
    expect(describeStageCondition({ dimension: 'fit', gt: 3.5, lte: 9 }, 'en')).toBe(
      'fit is more than 3.5 and fit is at most 9',
    );
  });
});
