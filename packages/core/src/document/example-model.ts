import type { Model } from '../model.ts';

/** The model of docs/model.md's example, for tests of what explains and tests a model. */
export const newBusiness: Model = {
  leadline: 1,
  id: 'new-business',
  name: 'New business, Belgium',
  audience: { none: [{ outcome: 'won' }] },
  fields: {
    country: 'text',
    industry: 'text',
    employees: 'range',
    jobTitle: 'text',
    seniority: 'text',
    emailKind: 'text',
  },
  suppress: ['own-staff', 'competitors'],
  disqualify: [{ reason: 'Outside our market', when: { field: 'country', not_in: ['BE', 'NL', 'LU'] } }],
  dimensions: {
    fit: {
      kind: 'fit',
      cap: { min: -20, max: 20 },
      personas: ['marketing-lead', 'it-lead'],
      groups: {
        company: {
          rules: [
            {
              id: 'size',
              name: 'Company size',
              field: 'employees',
              ranges: [
                { from: 10, to: 50, points: 1 },
                { from: 50, to: 250, points: 3 },
                { from: 250, points: 5 },
              ],
              unknown: 0,
            },
            {
              id: 'country',
              name: 'In Belgium',
              when: { field: 'country', equals: 'BE' },
              points: 5,
              otherwise: -3,
              because: 'We visit customers',
              source: 'sales',
            },
          ],
        },
        address: {
          rules: [
            {
              id: 'free-mail',
              name: 'Free-mail address',
              when: { field: 'emailKind', in: ['free', 'disposable'] },
              points: -4,
            },
          ],
        },
      },
    },
    engagement: {
      kind: 'engagement',
      groups: {
        website: {
          cap: { max: 12 },
          rules: [
            {
              id: 'pricing',
              name: 'Looked at pricing',
              activity: 'Page Viewed',
              where: { property: 'path', starts_with: '/pricing' },
              points: 4,
              cap: { max: 8 },
              decay: { halfLifeDays: 14 },
              journey: 'decision',
            },
            {
              id: 'wide-reader',
              name: 'Read many pages',
              activity: 'Page Viewed',
              distinct: 'path',
              withinDays: 90,
              tiers: [
                { from: 3, points: 1 },
                { from: 20, points: 4 },
              ],
              journey: 'awareness',
            },
            {
              id: 'quiet',
              name: 'Not seen for long',
              silence: ['Page Viewed', 'Email Clicked'],
              tiers: [
                { from: 30, points: -2 },
                { from: 90, points: -5 },
              ],
            },
          ],
        },
        mail: {
          rules: [
            {
              id: 'clicks',
              name: 'Clicks in mails',
              activity: 'Email Clicked',
              every: 10,
              points: 3,
              decay: { linearDays: 180 },
              journey: 'consideration',
            },
            {
              id: 'open-rate',
              name: 'Opens most mails',
              rate: { of: 'Email Opened', in: 'Email Delivered', distinct: 'messageId', atLeast: 5 },
              tiers: [
                { from: 30, points: 1 },
                { from: 60, points: 3 },
              ],
            },
          ],
        },
      },
    },
  },
  personas: {
    'marketing-lead': {
      name: 'Marketing lead',
      goals: ['More qualified leads'],
      groups: {
        role: {
          rules: [
            {
              id: 'role',
              name: 'Leads marketing',
              when: { field: 'jobTitle', contains: 'marketing' },
              points: 4,
            },
          ],
        },
      },
    },
    'it-lead': {
      name: 'IT lead',
      groups: {
        role: {
          rules: [
            {
              id: 'role',
              name: 'Leads IT',
              when: {
                any: [
                  { field: 'jobTitle', contains: 'CIO' },
                  { field: 'jobTitle', contains: 'IT' },
                ],
              },
              points: 3,
            },
          ],
        },
      },
    },
  },
  grades: {
    fit: { A: 12, B: 7, C: 2, D: -1000 },
    engagement: { 1: 15, 2: 8, 3: 3, 4: -1000 },
    unknownBelow: 300,
  },
  temperature: { of: 'total', hot: 20, warm: 8, cold: -1000 },
  stages: [
    { id: 'marketing_qualified', enter: { total: { gte: 12 } }, leave: { total: { lt: 8 } }, holdDays: 7 },
    { id: 'sales_accepted', enter: { outcome: 'accepted' }, leave: { outcome: 'rejected' } },
    {
      id: 'sales_qualified',
      enter: { all: [{ total: { gte: 20 } }, { grade: ['A1', 'A2', 'B1'] }] },
      leave: { total: { lt: 15 } },
      holdDays: 14,
    },
  ],
  expect: [
    {
      name: 'Marketing director who asked for prices',
      lead: { country: 'BE', employees: 120, jobTitle: 'Marketing Director', emailKind: 'business' },
      activities: [{ type: 'Page Viewed', path: '/pricing', daysAgo: 0, times: 2 }],
      is: { total: 20, grade: 'A2' },
    },
  ],
};
