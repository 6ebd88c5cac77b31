import type { Activity, Facts, FieldValue, Outcome, PlainValue } from '../fact.ts';

const msPerDay = 86_400_000;
/** The moment that made-up facts lie before. */
export const factsAt = Date.UTC(2026, 2, 31, 15, 30);

/**
 * Made-up facts that the example model reads, the same for a seed: leads "lead 0", "lead 1", ... over the 300 days before
 * `factsAt`, some fields missing, some changing, a few outcomes and corrections. For tests.
 */
export function makeFacts(seed: number, leads: number): Facts {
  const random = makeRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const moment = () => factsAt - Math.floor(random() ** 2 * 300 * msPerDay);
  const fieldValues: FieldValue[] = [];
  const activities: Activity[] = [];
  const outcomes: Outcome[] = [];
  for (let index = 0; index < leads; index++) {
    const lead = `lead ${index}`;
    for (const [field, values] of Object.entries(fields)) {
      if (random() < 0.2) continue;
      fieldValues.push({
        lead,
        field,
        value: pick(values),
        source: 'form',
        knownAt: factsAt - 300 * msPerDay,
      });
      if (random() < 0.15) {
        const at = moment();
        fieldValues.push({
          lead,
          field,
          value: pick([...values, null]),
          at,
          source: 'crm',
          knownAt: at + pick([0, 1, 40 * msPerDay]),
        });
      }
    }
    const count = Math.floor(random() ** 3 * 60);
    for (let number = 0; number < count; number++) {
      const at = moment();
      const type = pick(types);
      const properties = { path: pick(paths), messageId: `m${Math.floor(random() * 20)}` };
      const knownAt = at + pick([0, 0, 5 * msPerDay]);
      activities.push({
        lead,
        type,
        at,
        properties,
        source: 'site',
        id: `${lead} ${number}`,
        knownAt,
        automated: random() < 0.05,
      });
    }
    if (random() < 0.3) {
      const at = moment();
      outcomes.push({ lead, outcome: pick(['accepted', 'rejected', 'lost', 'won']), at, knownAt: at });
    }
  }
  return { fieldValues, activities, outcomes, adjustments: makeAdjustments(leads, random) };
}

function makeAdjustments(leads: number, random: () => number): NonNullable<Facts['adjustments']> {
  return Array.from({ length: Math.floor(leads / 4) }, (_, index) => {
    const from = Math.floor(factsAt / msPerDay) - Math.floor(random() * 60);
    return {
      lead: `lead ${index * 4}`,
      model: 'new-business',
      dimension: random() < 0.5 ? 'fit' : 'engagement',
      points: Math.floor(random() * 10_000) - 5000,
      from,
      until: from + Math.floor(random() * 90),
      reason: 'spoke on the phone',
      by: 'Anna',
      knownAt: from * msPerDay,
    };
  });
}

const fields: Readonly<Record<string, readonly PlainValue[]>> = {
  country: ['BE', 'BE', 'NL', 'LU', 'US'],
  industry: ['software', 'steel'],
  employees: [3, 20, 120, { lo: 51, hi: 200 }, { lo: 1000, hi: null }],
  jobTitle: ['Marketing Director', 'CIO', 'IT manager', 'Intern'],
  emailKind: ['business', 'business', 'free'],
};
const types = ['Page Viewed', 'Page Viewed', 'Email Clicked', 'Email Opened', 'Email Delivered'];
const paths = ['/', '/pricing', '/pricing/teams', '/blog/a', '/blog/b', '/docs'];

/** Numbers from 0 up to 1 by a linear congruential generator; good enough to vary facts, the same everywhere. */
function makeRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
