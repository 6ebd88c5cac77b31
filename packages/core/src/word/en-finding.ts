import type { HintCode, HintParams } from '../audit/hint.ts';
import { type Count, type Format, makePlural } from '../explain/language.ts';

const plural = makePlural('en');
const days = (count: Count) => plural(count, { one: '# day', other: '# days' });
const leads = (count: Count) => plural(count, { one: '# lead', other: '# leads' });
const quote = (text: string) => `“${text}”`;

/** One sentence for every hint. */
export type HintWords = { readonly [Code in HintCode]: (params: HintParams[Code], format: Format) => string };

const hints: HintWords = {
  rule_gives_nothing: ({ rule }) => `${quote(rule)} gives no points whatever the lead does`,
  tier_beyond_cap: ({ rule, from, points, cap }, f) =>
    `${quote(rule)} would give ${f.number(points)} from ${f.number(from)} on, but its cap stops at ${f.number(cap)}`,
  tier_out_of_reach: ({ rule, from, most }, f) =>
    `${quote(rule)} has a tier from ${f.number(from)}, and no lead can come past ${f.number(most)}`,
  criteria_contradict: ({ where, field }) =>
    `${quote(where)} can never be true: what it asks of ${field} contradicts itself`,
  audience_drops_unknown: ({ field }) =>
    `The audience also leaves out leads whose ${field} is not known; add “${field} is not filled in” to keep them`,
  same_signal: ({ rule, other }) => `Two rules count the same thing: ${quote(rule)} and ${quote(other)}`,
  rules_correlate: ({ rule, other, correlation, leads: n }, f) =>
    `${quote(rule)} and ${quote(other)} rise and fall together (correlation ${f.number(correlation, 2)} over ${leads(f.count(n))}); one of them may be enough`,
  rule_dominates_reach: ({ rule, dimension, share }, f) =>
    `${quote(rule)} alone can give ${f.percent(share)} of all points in ${dimension}`,
  rule_dominates_leads: ({ rule, share, leads: n }, f) =>
    `${quote(rule)} makes up ${f.percent(share)} of all points of ${leads(f.count(n))}`,
  rule_without_end: ({ rule }) => `${quote(rule)} adds up for ever: give it a cap, a window or a decay`,
  points_off_scale: ({ rules, all }, f) =>
    `${f.number(rules.length)} of ${plural(f.count(all), { one: '# rule', other: '# rules' })} ${plural(f.count(rules.length), { one: 'gives', other: 'give' })} points outside the small scale (1 and 2 low, 3 middle, 4 and 5 high): ${f.few(rules)}`,
  because_missing: ({ rules, all }, f) =>
    `${f.number(rules.length)} of ${plural(f.count(all), { one: '# rule', other: '# rules' })} ${plural(f.count(rules.length), { one: 'does not say why it gives its points', other: 'do not say why they give their points' })}: ${f.few(rules)}`,
  threshold_out_of_reach: ({ of, threshold, most }, f) =>
    `No lead can reach ${of}: it asks for ${f.number(threshold)}, and the most there is to get is ${f.number(most)}`,
  grade_out_of_reach: ({ of, grades }, f) => `${of} asks for ${f.either(grades)}, which no lead can have`,
  threshold_always_reached: ({ of, threshold, least }, f) =>
    `Every lead reaches ${of}: it asks for ${f.number(threshold)}, and no lead is under ${f.number(least)}`,
  grades_collapse: ({ grade, other }) =>
    `Grade ${other} asks for as much as ${grade} or more, so one of them is never given`,
  grades_lump: ({ grade, share, leads: n }, f) =>
    `${f.percent(share)} of ${leads(f.count(n))} have grade ${grade}; the thresholds do not tell them apart`,
  stage_flaps: ({ stage, gap, aDay }, f) =>
    `${stage} can be left the day after it is entered: its leave lies only ${f.number(gap)} lower, and one day can take ${f.number(aDay, 1)}; set holdDays or lower its leave`,
  stage_moves: ({ stage, most, leads: n, days: span }, f) =>
    `${leads(f.count(n))} entered ${stage} three times or more in ${days(f.count(span))}, one ${plural(f.count(most), { one: 'once', other: '# times' })}; set holdDays or lower its leave`,
  rule_never_counts: ({ rule, leads: n }, f) => `${quote(rule)} counted for none of ${leads(f.count(n))}`,
  rule_always_same: ({ rule, points, leads: n }, f) =>
    `${quote(rule)} gave all ${leads(f.count(n))} the same ${f.number(points)}, so it tells nobody apart`,
  activity_never_seen: ({ types }, f) =>
    `No activity of type ${f.either(types.map(quote))} has come in; is the type spelled as it is sent?`,
  field_never_filled: ({ field, leads: n }, f) => `${field} is filled in for none of ${f.number(n)}`,
  field_rarely_filled: ({ field, share, leads: n }, f) =>
    `${field} is filled in for only ${f.percent(share)} of ${f.number(n)}`,
  persona_unmatched: ({ persona, leads: n }, f) => `None of ${leads(f.count(n))} is like ${persona}`,
  audience_empty: ({ leads: n }, f) => `None of ${leads(f.count(n))} is in the audience`,
};

/** What is said about models and their tests, in English. Other languages are typed against it. */
export const enFinding = {
  none: 'none',
  outputs: {
    total: 'total',
    dimensions: 'dimension',
    grade: 'grade',
    persona: 'persona',
    temperature: 'temperature',
    journey: 'journey',
    stage: 'stage',
    disqualified: 'disqualified',
    inAudience: 'in the audience',
  },
  comparison: {
    gte: (amount: string) => `at least ${amount}`,
    gt: (amount: string) => `more than ${amount}`,
    lte: (amount: string) => `at most ${amount}`,
    lt: (amount: string) => `less than ${amount}`,
  },
  failed: (output: string, came: string, expected: string) => `${output} is ${came}, expected ${expected}`,
  likeliest: 'likeliest cause',
  suspect: {
    cap: (rule: string, gave: string, needs: string) =>
      `${quote(rule)} gave ${gave} and needs ${needs}, which its own cap holds back`,
    unknown: (rule: string, gave: string, needs: string) =>
      `${quote(rule)} gave ${gave} because it could not be judged, and needs ${needs}`,
    amount: (rule: string, gave: string, needs: string) => `${quote(rule)} gave ${gave} and needs ${needs}`,
    missed: (rule: string, _gave: string, needs: string) => `${quote(rule)} did not count and needs ${needs}`,
    points: (rule: string, gave: string, needs: string) =>
      `${quote(rule)} gave ${gave} and needs ${needs}, which it cannot give as it is written`,
  },
  noSuspect: 'no single rule or cap, changed, would make it pass',
  passed: (passed: string, all: string) => `Expectations that hold: ${passed} of ${all}`,
  causes: {
    late: 'learned later',
    time: 'time passed',
    field: 'a field changed',
    fact: 'new activity',
    adjustment: 'a correction began or ended',
    model: 'the model changed',
  },
  changed: (before: string, after: string, change: string) => `From ${before} to ${after} (${change})`,
  forecast: {
    none: (count: Count) => `Without new activity nothing changes in ${days(count)}`,
    under: (points: string, day: string) => `Without new activity under ${points} on ${day}`,
    from: (points: string, day: string) => `Without new activity at ${points} or more on ${day}`,
    becomes: (output: string, value: string, day: string) =>
      `Without new activity ${output} becomes ${value} on ${day}`,
    ends: (output: string, day: string) => `Without new activity ${output} ends on ${day}`,
  },
  addition: {
    activity: (activity: string, count: Count) =>
      `${activity} ${plural(count, { one: 'once', other: '# times' })}`,
    property: (name: string, value: string) => `${name} ${value}`,
    different: (name: string) => `each time another ${name}`,
    followedBy: 'then',
    field: (field: string, value: string) => `${field} becomes ${value}`,
    emptied: (field: string) => `${field} becomes empty`,
    is: (field: string, value: string) => `${field} is ${value}`,
  },
  reaches: (additions: string, total: Count) =>
    `${additions}: ${plural(total, { one: '# point', other: '# points' })}`,
  reachesNothing: 'Nothing that could be added reaches it',
  withoutFit: 'without any fit',
  implied: {
    threshold: (points: string, example: string) => `The examples imply ${points}, from ${quote(example)}`,
    noExamples: 'The model has no combinations to imply a threshold',
    disagree: (ready: string, notYet: string) =>
      `${quote(ready)} is called ready and scores no more than ${quote(notYet)}, which is called not yet; no threshold parts them`,
    shutOut: (example: string) =>
      `${quote(example)} is called ready, but is disqualified or outside the audience`,
    letsAllIn: (points: string) => `${points} is what a lead without any fact has, so it lets everybody in`,
  },
  hints,
};

export type FindingWords = typeof enFinding;
