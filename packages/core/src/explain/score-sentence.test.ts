import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import type { Contribution, Score } from '../score.ts';
import { explainScore, explainStageReason } from './score-sentence.ts';

const day = 86_400_000;
const at = 20_000 * day;
const contributions: Contribution[] = [
  rule('fit', 'company', 'size', 0, { reads: 'fields', result: 'unknown', values: { employees: null } }),
  rule('fit', 'company', 'country', 5000, { reads: 'fields', result: true, values: { country: 'BE' } }),
  rule('fit', 'address', 'free-mail', -4000, {
    reads: 'fields',
    result: true,
    values: { emailKind: 'free' },
  }),
  rule('engagement', 'website', 'pricing', 8000, {
    reads: 'activities',
    count: 2,
    weighted: 2_000_000,
    newestAt: at,
  }),
];
const score: Score = {
  id: 'lead',
  model: 'new-business',
  at,
  total: 9000,
  dimensions: { fit: 1000, engagement: 8000 },
  grade: 'D2',
  persona: 'marketing-lead',
  temperature: 'warm',
  journey: 'decision',
  coverage: 750,
  contributions,
};

describe('explainScore', () => {
  it('says who the lead is, what counts, what counts against and what is not known', () => {
    expect(explainScore(score, newBusiness, 'en', { stage: 'marketing_qualified' }).text).toBe(
      [
        '9 points, grade D2 (a poor fit, interested), warm, like Marketing lead, deciding, MQL',
        'Counts for it:',
        '  Looked at pricing 2 times, last today: +8',
        '  In Belgium (country is BE): +5',
        'Counts against it:',
        '  Free-mail address (kind of e-mail address is free): −4',
        'Not known: employees',
      ].join('\n'),
    );
  });

  it('says it in Dutch and Swedish', () => {
    expect(explainScore(score, newBusiness, 'nl').header).toBe(
      '9 punten, klasse D2 (past slecht, geïnteresseerd), warm, lijkt op Marketing lead, beslist',
    );
    expect(explainScore(score, newBusiness, 'sv').header).toBe(
      '9 poäng, betyg D2 (matchar dåligt, intresserad), varm, liknar Marketing lead, beslutar',
    );
  });

  it('puts the reason first when the lead is out of every list', () => {
    const outside = { ...score, disqualified: 'Outside our market' };
    expect(explainScore(outside, newBusiness, 'en').header).toMatch(
      /^Out of every list: Outside our market\. 9 points/,
    );
    const staff = { ...score, disqualified: 'Suppressed: own-staff' };
    expect(explainScore(staff, newBusiness, 'nl').header).toMatch(
      /^Uit alle lijsten: staat op de lijst own-staff\. /,
    );
  });

  it('does not judge a fit it does not know', () => {
    expect(explainScore({ ...score, grade: '?1' }, newBusiness, 'en').header).toContain(
      'grade ?1 (too little known to judge the fit, very interested)',
    );
  });

  it('says so when nothing counts yet', () => {
    const empty: Score = {
      id: 'a',
      model: 'm',
      at,
      total: 0,
      dimensions: {},
      coverage: 1000,
      contributions: [],
    };
    expect(explainScore(empty, newBusiness, 'sv').text).toBe('0 poäng\nInget räknas än.');
  });

  it('keeps to the strongest reasons', () => {
    expect(explainScore(score, newBusiness, 'en', { limit: 1 }).counts).toEqual([
      'Looked at pricing 2 times, last today: +8',
    ]);
  });
});

describe('explainStageReason', () => {
  it('says why a lead moved', () => {
    const enter = newBusiness.stages![2]!.enter;
    const reason = { code: 'entered', stage: 'sales_qualified', condition: enter } as const;
    expect(explainStageReason(reason, newBusiness, 'en')).toBe(
      'Entered SQL: total is at least 20 and grade is A1, A2 or B1',
    );
    expect(explainStageReason({ ...reason, code: 'left' }, newBusiness, 'sv')).toBe(
      'Inte längre SQL: totalen är minst 20 och betyget är A1, A2 eller B1',
    );
    expect(explainStageReason({ code: 'held', daysLeft: 1 }, newBusiness, 'nl')).toBe(
      'Blijft nog 1 dag staan',
    );
    expect(explainStageReason({ code: 'removed', stage: 'old' }, newBusiness, 'en')).toBe(
      'The model has no stage old any more',
    );
    expect(explainStageReason({ code: 'outside' }, newBusiness, 'nl')).toBe(
      'Buiten de doelgroep van het model',
    );
  });
});

function rule(
  dimension: string,
  group: string,
  id: string,
  points: number,
  evidence: Extract<Contribution, { kind: 'rule' }>['evidence'],
): Contribution {
  return { kind: 'rule', dimension, group, rule: id, points, uncapped: points, evidence };
}
