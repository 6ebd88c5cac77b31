import type { Contribution, PlainValue } from '@leadline/core';

/**
 * The rules of lead-model.yaml for engines that know no activities: what each rule reads of them is given as one number
 * (a decayed count in parts per million, days, thousandths), made beforehand and outside every timer here.
 */
export type PeerFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A test of one fact; a missing fact is null. `beginsWith` and `includes` are of text in lower case. */
export interface PeerTest {
  readonly fact: string;
  readonly is: 'equal' | 'in' | 'atLeast' | 'below' | 'beginsWith' | 'includes' | 'missing' | 'present';
  readonly value?: string | number | boolean | readonly string[];
}

/** The first case whose tests all hold gives its points; or points for each million parts (or thousand) of a fact. */
export type PeerRule = { readonly id: string } & (
  | { readonly cases: readonly { readonly tests: readonly PeerTest[]; readonly points: number }[] }
  | { readonly fact: string; readonly points: number; readonly per: 1_000_000 | 1000 }
);

const present = (fact: string): PeerTest => ({ fact, is: 'present' });
const missing = (fact: string): PeerTest => ({ fact, is: 'missing' });
const byValue = (
  id: string,
  fact: string,
  table: Record<string, number>,
  otherwise = 0,
  unknown = 0,
): PeerRule => ({
  id,
  cases: [
    ...Object.entries(table).map(([value, points]) => ({
      tests: [{ fact, is: 'equal', value } as PeerTest],
      points,
    })),
    ...(otherwise === 0 ? [] : [{ tests: [present(fact)], points: otherwise }]),
    ...(unknown === 0 ? [] : [{ tests: [missing(fact)], points: unknown }]),
  ],
});
const when = (id: string, tests: readonly PeerTest[], points: number): PeerRule => ({
  id,
  cases: [{ tests, points }],
});
/** From the highest tier down. */
const tiers = (id: string, rows: readonly (readonly [from: number, points: number])[]): PeerRule => ({
  id,
  cases: rows.map(([value, points]) => ({ tests: [{ fact: id, is: 'atLeast', value }], points })),
});
const each = (id: string, points: number, per: 1_000_000 | 1000 = 1_000_000): PeerRule => ({
  id,
  fact: id,
  points,
  per,
});

export const peerRules: readonly PeerRule[] = [
  {
    id: 'size',
    cases: [
      { tests: [missing('sizeFrom')], points: -1000 },
      { tests: [{ fact: 'sizeFrom', is: 'atLeast', value: 500 }], points: 4000 },
      { tests: [{ fact: 'sizeFrom', is: 'atLeast', value: 50 }], points: 6000 },
      { tests: [{ fact: 'sizeFrom', is: 'atLeast', value: 10 }], points: 3000 },
      { tests: [{ fact: 'sizeFrom', is: 'atLeast', value: 1 }], points: 1000 },
    ],
  },
  byValue('country', 'country', { be: 5000, nl: 4000, lu: 3000, se: 2000, de: 1000 }, -2000),
  byValue('industry', 'industry', { software: 4000, media: 4000, banking: 4000, insurance: 4000 }, -1000),
  {
    id: 'revenue',
    cases: [
      { tests: [{ fact: 'annualRevenue', is: 'atLeast', value: 20_000_000 }], points: 2250 },
      { tests: [{ fact: 'annualRevenue', is: 'atLeast', value: 1_000_000 }], points: 4000 },
      { tests: [{ fact: 'annualRevenue', is: 'atLeast', value: 100_000 }], points: 1500 },
    ],
  },
  byValue('technology', 'technology', { salesforce: 4000, hubspot: 3000, dynamics: 2000 }, 0, 1000),
  when('language', [{ fact: 'language', is: 'equal', value: 'nl' }], 1000),
  byValue('seniority', 'seniority', {
    'c-level': 6000,
    vp: 5000,
    director: 4000,
    manager: 2000,
    intern: -4000,
  }),
  when('department', [{ fact: 'department', is: 'in', value: ['marketing', 'sales'] }], 3000),
  when('director', [{ fact: 'jobTitle', is: 'includes', value: 'director' }], 2000),
  {
    id: 'leads-people',
    cases: ['head', 'lead', 'manager'].map((value) => ({
      tests: [{ fact: 'jobTitle', is: 'beginsWith', value }],
      points: 1500,
    })),
  },
  {
    id: 'home-chief',
    cases: [
      {
        tests: [
          { fact: 'country', is: 'equal', value: 'be' },
          { fact: 'seniority', is: 'in', value: ['c-level', 'vp'] },
        ],
        points: 3000,
      },
      { tests: [missing('country'), { fact: 'seniority', is: 'in', value: ['c-level', 'vp'] }], points: 500 },
      { tests: [{ fact: 'country', is: 'equal', value: 'be' }, missing('seniority')], points: 500 },
      { tests: [missing('country'), missing('seniority')], points: 500 },
    ],
  },
  byValue('source', 'leadSource', { referral: 4000, partner: 3000, webinar: 2000, 'cold list': -3000 }),
  when('newsletter', [{ fact: 'newsletter', is: 'equal', value: true }], 1000),
  each('pricing', 4000),
  each('demo-pages', 2500),
  tiers('recent-pages', [
    [10e6, 6000],
    [4e6, 3000],
    [1e6, 1000],
  ]),
  tiers('wide-reader', [
    [12e6, 5000],
    [5e6, 3000],
    [2e6, 1000],
  ]),
  each('days', 750),
  each('careers', -2000),
  tiers('surge', [
    [6, 4000],
    [2, 2000],
  ]),
  {
    id: 'quiet',
    cases: [
      { tests: [missing('quiet'), { fact: 'createdDays', is: 'atLeast', value: 30 }], points: -4000 },
      { tests: [{ fact: 'quiet', is: 'atLeast', value: 120 }], points: -5000 },
      { tests: [{ fact: 'quiet', is: 'atLeast', value: 45 }], points: -2000 },
    ],
  },
  each('clicks', 3000),
  each('opens', 500),
  tiers('open-rate', [
    [50_000, 3000],
    [20_000, 1000],
  ]),
  each('campaign', 2000),
  each('unsubscribed', -5000),
  each('forms', 5000),
  each('campaign-forms', 1000),
  each('downloads', 3000),
  each('webinars', 6000),
  each('read-then-asked', 4000),
  each('demo', 15_000),
  each('chats', 3000),
  each('usage', 2, 1000),
  tiers('videos', [
    [3_000_000, 4000],
    [500_000, 2000],
  ]),
  byValue('address', 'emailKind', { free: -3000, disposable: -10_000, invalid: -15_000, role: -1000 }),
  tiers('machines', [[20e6, -4000]]),
  when('marketing', [{ fact: 'department', is: 'equal', value: 'marketing' }], 4000),
  when('marketing-title', [{ fact: 'jobTitle', is: 'includes', value: 'marketing' }], 3000),
  when('it', [{ fact: 'department', is: 'equal', value: 'it' }], 3000),
];

/** What a kernel's contributions say that each rule read, as facts for the peers. */
export function toPeerFacts(contributions: readonly Contribution[], createdDays: number): PeerFacts {
  const facts: Record<string, string | number | boolean | null> = { createdDays };
  const fields = [
    'country',
    'industry',
    'annualRevenue',
    'technology',
    'language',
    'seniority',
    'department',
  ];
  for (const name of [...fields, 'jobTitle', 'leadSource', 'newsletter', 'emailKind', 'sizeFrom', 'quiet'])
    facts[name] = null;
  for (const one of contributions) {
    if (one.kind !== 'rule') continue;
    const { evidence } = one;
    if (evidence.reads === 'fields')
      for (const [name, value] of Object.entries(evidence.values)) {
        if (name === 'employees') facts.sizeFrom = readFrom(value);
        else
          facts[name] = typeof value === 'string' ? value.toLowerCase() : (value as number | boolean | null);
      }
    else if (evidence.reads === 'activities') facts[one.rule] = evidence.weighted;
    else if (evidence.reads === 'silence') facts[one.rule] = evidence.days ?? null;
    else if (evidence.reads === 'trend') facts[one.rule] = evidence.recent - evidence.earlier;
    else if (evidence.reads === 'rate')
      facts[one.rule] =
        evidence.in < 3 ? 0 : Math.floor((100_000 * Math.min(evidence.of, evidence.in)) / evidence.in);
  }
  return facts;
}

function readFrom(value: PlainValue | null): number | null {
  if (typeof value === 'number') return value;
  return value !== null && typeof value === 'object' && 'lo' in value ? value.lo : null;
}

const between = (points: number, min: number, max: number) => Math.max(min, Math.min(max, points));

/** Caps of rules, groups, dimensions and total, which none of the peers knows: the same code finishes all of them. */
export function addUpPoints(points: Readonly<Record<string, number>>): number {
  const of = (...ids: readonly string[]) => ids.reduce((sum, id) => sum + (points[id] ?? 0), 0);
  const company = Math.min(18_000, of('size', 'country', 'industry', 'revenue', 'technology', 'language'));
  const person = between(
    of('seniority', 'department', 'director', 'leads-people', 'home-chief'),
    -5000,
    12_000,
  );
  const persona = Math.max(Math.min(6000, of('marketing', 'marketing-title')), of('it'));
  const fit = between(company + person + of('source', 'newsletter') + persona, -20_000, 40_000);
  const website = between(
    Math.min(16_000, of('pricing')) +
      Math.max(-6000, of('careers')) +
      of('demo-pages', 'recent-pages', 'wide-reader', 'days', 'surge', 'quiet'),
    -10_000,
    40_000,
  );
  const mail = between(
    Math.max(-10_000, of('unsubscribed')) + of('clicks', 'opens', 'open-rate', 'campaign'),
    -8000,
    20_000,
  );
  const content = Math.min(
    30_000,
    Math.min(12_000, of('webinars')) +
      Math.min(8000, of('read-then-asked')) +
      of('forms', 'campaign-forms', 'downloads', 'demo'),
  );
  const product = Math.min(25_000, of('chats', 'usage', 'videos'));
  const engagement = between(website + mail + content + product, 0, 90_000);
  const risk = between(of('address', 'machines'), -15_000, 0);
  return between(fit + engagement + risk, -30_000, 120_000);
}
