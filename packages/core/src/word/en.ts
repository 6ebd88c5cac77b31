import { type Count, makePlural } from '../explain/language.ts';

const plural = makePlural('en');
const days = (count: Count) => plural(count, { one: '# day', other: '# days' });
const someDays = (count: Count) => plural(count, { one: 'day', other: '# days' });

/** English. The other languages are typed against this object, so a word that one lacks does not compile. */
export const en = {
  yes: 'yes',
  no: 'no',
  unknown: 'unknown',
  quote: (text: string) => `“${text}”`,
  atLeastAmount: (amount: string) => `${amount} or more`,
  atMostAmount: (amount: string) => `up to ${amount}`,

  /** Names of well-known fields; any other is spelled out from its own name. */
  fields: {
    country: 'country',
    region: 'region',
    city: 'city',
    industry: 'industry',
    employees: 'employees',
    revenue: 'revenue',
    budget: 'budget',
    jobTitle: 'job title',
    seniority: 'seniority',
    department: 'department',
    firstName: 'first name',
    lastName: 'last name',
    company: 'company',
    email: 'e-mail address',
    emailDomain: 'e-mail domain',
    emailKind: 'kind of e-mail address',
    nameQuality: 'name quality',
    companyQuality: 'company name quality',
    phone: 'phone number',
    website: 'website',
    source: 'source',
    age: 'age',
    createdAt: 'creation date',
  },
  ofAccount: (field: string) => `company ${field}`,
  dimensions: { fit: 'Fit', engagement: 'Engagement', risk: 'Risk' },
  total: 'The total',
  temperatures: { hot: 'hot', warm: 'warm', cold: 'cold' },
  journey: { awareness: 'discovering', consideration: 'considering', decision: 'deciding' },
  stages: { marketing_qualified: 'MQL', sales_accepted: 'SAL', sales_qualified: 'SQL' },
  outcomes: { won: 'won', lost: 'lost', accepted: 'accepted by sales', rejected: 'rejected by sales' },

  reason: {
    times: (count: Count) => plural(count, { one: 'once', other: '# times' }),
    values: (count: Count, property: string) =>
      plural(count, { one: `# value of ${property}`, other: `# different values of ${property}` }),
    pages: (count: Count) => plural(count, { one: '# page', other: '# different pages' }),
    people: (count: Count) => plural(count, { one: 'by # person', other: 'by # people' }),
    onDays: (count: Count) => plural(count, { one: 'on # day', other: 'on # days' }),
    inAll: (amount: string, property: string) => `${amount} ${property} in all`,
    inWindow: (count: Count) => `in ${days(count)}`,
    ago: (count: Count) => (count.n <= 0 ? 'today' : count.n === 1 ? 'yesterday' : `${count.text} days ago`),
    last: (ago: string) => `last ${ago}`,
    every: (n: string) => `points for every ${n}`,
    silent: (count: Count) => `${days(count)} now`,
    never: 'not once so far',
    rate: (of: string, base: string, percent: string) => `${of} of ${base} (${percent})`,
    trend: (recent: string, earlier: string, count: Count) =>
      `${recent} in ${days(count)}, ${earlier} in the ${days(count)} before`,
    within: (count: Count) => (count.n === 0 ? 'on the same day' : `within ${days(count)}`),
    members: {
      sum: (amount: string, count: Count) =>
        `${plural(count, { one: '# lead', other: '# leads' })}, ${amount} together`,
      max: (amount: string, count: Count) =>
        `${plural(count, { one: '# lead', other: '# leads' })}, ${amount} at most`,
      average: (amount: string, count: Count) =>
        `${plural(count, { one: '# lead', other: '# leads' })}, ${amount} on average`,
    },
    noMembers: 'no leads',
    fieldIs: (field: string, value: string) => `${field} is ${value}`,
    fieldMissing: (field: string) => `${field} is missing`,
    cannotTell: (values: string) => `cannot tell, ${values}`,
    missed: (values: string) => `no, ${values}`,
    faded: (amount: string) => `was ${amount}, faded with age`,
    capped: (amount: string) => `capped from ${amount}`,
    raised: (amount: string) => `raised from ${amount}`,
    adjusted: (by: string, dimension: string) => `${dimension} corrected by ${by}`,
    until: (day: string) => `until ${day}`,
    stopsAt: (name: string, amount: string) => `${name} stops at ${amount}`,
    notBelow: (name: string, amount: string) => `${name} does not go below ${amount}`,
  },

  score: {
    points: (count: Count) => plural(count, { one: '# point', other: '# points' }),
    grade: (code: string, words: string) => `grade ${code} (${words})`,
    /** From the best letter to the worst. */
    fits: ['a very good fit', 'a good fit', 'a partial fit', 'a poor fit'],
    fitUnknown: 'too little known to judge the fit',
    /** From the best number to the worst. */
    interests: ['very interested', 'interested', 'a little interested', 'hardly any interest yet'],
    persona: (name: string) => `like ${name}`,
    stage: (name: string) => name,
    disqualified: (reason: string) => `Out of every list: ${reason}`,
    suppressed: (list: string) => `on the list ${list}`,
    counts: 'Counts for it',
    against: 'Counts against it',
    notKnown: 'Not known',
    nothing: 'Nothing counts yet.',
    coverage: (percent: string) => `${percent} of the fields it reads are known`,
  },

  criterion: {
    equals: (field: string, value: string) => `${field} is ${value}`,
    not_equals: (field: string, value: string) => `${field} is not ${value}`,
    in: (field: string, values: string) => `${field} is ${values}`,
    not_in: (field: string, values: string) => `${field} is not ${values}`,
    contains: (field: string, text: string) => `${field} contains ${text}`,
    not_contains: (field: string, text: string) => `${field} does not contain ${text}`,
    starts_with: (field: string, text: string) => `${field} starts with ${text}`,
    ends_with: (field: string, text: string) => `${field} ends with ${text}`,
    matches: (field: string, text: string) => `${field} matches the pattern ${text}`,
    lt: (field: string, amount: string) => `${field} is less than ${amount}`,
    lte: (field: string, amount: string) => `${field} is at most ${amount}`,
    gt: (field: string, amount: string) => `${field} is more than ${amount}`,
    gte: (field: string, amount: string) => `${field} is at least ${amount}`,
    between: (field: string, from: string, to: string) =>
      `${field} is from ${from} up to, not including, ${to}`,
    is_empty: (field: string) => `${field} is not filled in`,
    is_not_empty: (field: string) => `${field} is filled in`,
    is_true: (field: string) => `${field} is yes`,
    is_false: (field: string) => `${field} is no`,
    before: (field: string, day: string) => `${field} is before ${day}`,
    after: (field: string, day: string) => `${field} is on or after ${day}`,
    within_days: (field: string, count: Count) => `${field} is in the last ${someDays(count)}`,
    in_next_days: (field: string, count: Count) => `${field} is in the next ${someDays(count)}`,
  },
  none: (criteria: string) => `none of: ${criteria}`,
  activityCount: (types: string, count: Count) =>
    `${types} ${plural(count, { one: 'at least once', other: 'at least # times' })}`,
  inLast: (count: Count) => `in the last ${someDays(count)}`,
  condition: {
    outcome: (outcome: string) => `last outcome is ${outcome}`,
    grade: (codes: string) => `grade is ${codes}`,
    total: 'total',
  },
  stage: {
    entered: (stage: string, condition: string) => `Entered ${stage}: ${condition}`,
    left: (stage: string, condition: string) => `Left ${stage}: ${condition}`,
    stayed: 'No change',
    held: (count: Count) => `Held for ${days(count)} more`,
    outside: 'Outside the audience of the model',
    removed: (stage: string) => `The model has no stage ${stage} any more`,
  },
};

/** The words of a language. */
export type Words = typeof en;
