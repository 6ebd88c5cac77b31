import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import type { Combination, Model } from '../model.ts';
import { explainImpliedThreshold, explainWay } from './finding-sentence.ts';
import { findImpliedThreshold, findWaysToQualify } from './qualify.ts';

const downloads: Model = {
  leadline: 1,
  id: 'downloads',
  name: 'Downloads',
  fields: { country: 'text' },
  dimensions: {
    fit: {
      kind: 'fit',
      groups: {
        all: {
          rules: [
            {
              id: 'country',
              name: 'In Belgium',
              when: { field: 'country', equals: 'BE' },
              points: 4,
              otherwise: -2,
            },
          ],
        },
      },
    },
    engagement: {
      kind: 'engagement',
      groups: {
        all: {
          rules: [
            { id: 'download', name: 'Downloads', activity: 'Download', points: 3, withinDays: 90 },
            {
              id: 'pricing',
              name: 'Pricing',
              activity: 'Page Viewed',
              where: { property: 'path', starts_with: '/pricing' },
              points: 4,
              withinDays: 90,
            },
          ],
        },
      },
    },
  },
  stages: [{ id: 'sales_qualified', enter: { total: { gte: 10 } } }],
};
const ready: Combination = {
  name: 'Two downloads and the pricing page',
  activities: [
    { type: 'Download', times: 2 },
    { type: 'Page Viewed', path: '/pricing' },
  ],
};

describe('findWaysToQualify', () => {
  it('lists the smallest combinations, with the fit counted in', () => {
    const { ways, reached, complete } = findWaysToQualify(downloads, { stage: 'sales_qualified' });
    expect([reached, complete]).toEqual([false, true]);
    expect(ways.map((way) => explainWay(way, 'en'))).toEqual([
      'Page Viewed (path /pricing) 3 times: 12 points (without any fit)',
      'country is BE and Download 2 times: 10 points',
      'country is BE and Page Viewed (path /pricing) 2 times: 12 points',
      'Download once and Page Viewed (path /pricing) 2 times: 11 points (without any fit)',
      'Download 2 times and Page Viewed (path /pricing) once: 10 points (without any fit)',
      'country is BE, Download once and Page Viewed (path /pricing) once: 11 points',
      'Download 4 times: 12 points (without any fit)',
    ]);
    for (const way of ways) expect(way.score.total).toBeGreaterThanOrEqual(10_000);
  });

  it('says that everybody is there', () => {
    expect(findWaysToQualify(downloads, { total: 0 })).toMatchObject({ reached: true, ways: [] });
  });
});

describe('findImpliedThreshold', () => {
  it('takes the least total that lets every example in, and lists what else reaches it', () => {
    const other: Combination = {
      name: 'Belgian who downloads',
      lead: { country: 'BE' },
      activities: [{ type: 'Download', times: 3 }],
    };
    const implied = findImpliedThreshold({ ...downloads, combinations: [other, ready] });
    expect(implied).toMatchObject({
      threshold: 10,
      decidedBy: ready.name,
      free: undefined,
      disagreements: [],
      complete: true,
    });
    expect(implied.ready.map(({ score }) => score!.total)).toEqual([13_000, 10_000]);
    expect(implied.ways).toHaveLength(7);
    expect(explainImpliedThreshold(implied, 'en')).toEqual([
      'The examples imply 10, from “Two downloads and the pricing page”',
    ]);
    expect(explainImpliedThreshold(implied, 'sv')).toEqual([
      'Exemplen pekar på 10, genom ”Two downloads and the pricing page”',
    ]);
  });

  it('names the two that clash and gives no threshold', () => {
    const notYet: Combination = {
      name: 'Student',
      lead: { country: 'FR' },
      activities: [{ type: 'Download', times: 4 }],
    };
    const implied = findImpliedThreshold({ ...downloads, combinations: [ready] }, { notYet: [notYet] });
    expect(implied).toMatchObject({ threshold: undefined, free: 10, ways: [] });
    expect(explainImpliedThreshold(implied, 'en')).toEqual([
      '“Two downloads and the pricing page” is called ready and scores no more than “Student”, which is called not yet; no threshold parts them',
    ]);
  });

  it('takes tests that are to be in no stage as not yet', () => {
    const model: Model = {
      ...downloads,
      combinations: [ready],
      expect: [{ name: 'Only reads', activities: [{ type: 'Download', times: 3 }], is: { stage: null } }],
    };
    expect(findImpliedThreshold(model)).toMatchObject({ threshold: 10, free: 9, disagreements: [] });
  });

  it('says when an example is shut out, or lets everybody in', () => {
    const model: Model = {
      ...newBusiness,
      combinations: [{ name: 'American', lead: { country: 'US' } }, { name: 'Nobody' }],
    };
    const implied = findImpliedThreshold(model);
    expect(implied.threshold).toBe(0);
    expect(explainImpliedThreshold(implied, 'en').slice(1)).toEqual([
      '“American” is called ready, but is disqualified or outside the audience',
      '0 is what a lead without any fact has, so it lets everybody in',
    ]);
  });

  it('needs examples', () => {
    expect(explainImpliedThreshold(findImpliedThreshold(downloads), 'nl')).toEqual([
      'Het model heeft geen combinaties waaruit een drempel volgt',
    ]);
  });
});
