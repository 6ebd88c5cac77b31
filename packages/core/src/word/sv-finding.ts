import { type Count, makePlural } from '../explain/language.ts';
import type { FindingWords, HintWords } from './en-finding.ts';

const plural = makePlural('sv');
const days = (count: Count) => plural(count, { one: '# dag', other: '# dagar' });
const leads = (count: Count) => plural(count, { one: '# lead', other: '# leads' });
const rulesOf = (count: Count) => plural(count, { one: '# regel', other: '# regler' });
const quote = (text: string) => `”${text}”`;

const hints: HintWords = {
  rule_gives_nothing: ({ rule }) => `${quote(rule)} ger aldrig poäng, vad ett lead än gör`,
  tier_beyond_cap: ({ rule, from, points, cap }, f) =>
    `${quote(rule)} skulle ge ${f.number(points)} från ${f.number(from)}, men taket stannar vid ${f.number(cap)}`,
  tier_out_of_reach: ({ rule, from, most }, f) =>
    `${quote(rule)} har ett steg från ${f.number(from)}, men inget lead kommer över ${f.number(most)}`,
  criteria_contradict: ({ where, field }) =>
    `${quote(where)} kan aldrig stämma: villkoren för ${field} motsäger varandra`,
  audience_drops_unknown: ({ field }) =>
    `Målgruppen utelämnar även leads vars ${field} inte är känt; lägg till ”${field} är inte ifyllt” för att behålla dem`,
  same_signal: ({ rule, other }) => `Två regler räknar samma sak: ${quote(rule)} och ${quote(other)}`,
  rules_correlate: ({ rule, other, correlation, leads: n }, f) =>
    `${quote(rule)} och ${quote(other)} följs åt (korrelation ${f.number(correlation, 2)} över ${leads(f.count(n))}); en av dem kan räcka`,
  rule_dominates_reach: ({ rule, dimension, share }, f) =>
    `${quote(rule)} kan ensam ge ${f.percent(share)} av alla poäng i ${dimension}`,
  rule_dominates_leads: ({ rule, share, leads: n }, f) =>
    `${quote(rule)} står för ${f.percent(share)} av alla poäng hos ${leads(f.count(n))}`,
  rule_without_end: ({ rule }) =>
    `${quote(rule)} växer utan slut: ge regeln ett tak, ett tidsfönster eller låt poängen minska med tiden`,
  points_off_scale: ({ rules, all }, f) =>
    `${f.number(rules.length)} av ${rulesOf(f.count(all))} ger poäng utanför den lilla skalan (1 och 2 lågt, 3 mellan, 4 och 5 högt): ${f.few(rules)}`,
  because_missing: ({ rules, all }, f) =>
    `${f.number(rules.length)} av ${rulesOf(f.count(all))} säger inte varför de ger poäng: ${f.few(rules)}`,
  threshold_out_of_reach: ({ of, threshold, most }, f) =>
    `Inget lead kan nå ${of}: det kräver ${f.number(threshold)}, och det mesta som går att få är ${f.number(most)}`,
  grade_out_of_reach: ({ of, grades }, f) => `${of} kräver ${f.either(grades)}, vilket inget lead kan få`,
  threshold_always_reached: ({ of, threshold, least }, f) =>
    `Alla leads når ${of}: det kräver ${f.number(threshold)}, och inget lead ligger under ${f.number(least)}`,
  grades_collapse: ({ grade, other }) =>
    `Betyg ${other} kräver lika mycket som ${grade} eller mer, så ett av dem ges aldrig`,
  grades_lump: ({ grade, share, leads: n }, f) =>
    `${f.percent(share)} av de ${f.number(n)} leadsen har betyg ${grade}; trösklarna skiljer dem inte åt`,
  stage_flaps: ({ stage, gap, aDay }, f) =>
    `Ett lead kan lämna ${stage} redan dagen efter: den nedre gränsen ligger bara ${f.number(gap)} lägre, och en dag kan kosta ${f.number(aDay, 1)}; ange holdDays eller sänk den nedre gränsen`,
  stage_moves: ({ stage, most, leads: n, days: span }, f) =>
    `${leads(f.count(n))} blev ${stage} tre gånger eller fler på ${days(f.count(span))}, ett av dem ${f.number(most)} gånger; ange holdDays eller sänk den nedre gränsen`,
  rule_never_counts: ({ rule, leads: n }, f) =>
    `${quote(rule)} räknades inte för något av de ${f.number(n)} leadsen`,
  rule_always_same: ({ rule, points, leads: n }, f) =>
    `${quote(rule)} gav alla ${leads(f.count(n))} lika mycket, ${f.number(points)}, och skiljer alltså ingen åt`,
  activity_never_seen: ({ types }, f) =>
    `Ingen aktivitet av typen ${f.either(types.map(quote))} har kommit in; är typen stavad som den skickas?`,
  field_never_filled: ({ field, leads: n }, f) => `${field} är inte ifyllt för någon av ${f.number(n)}`,
  field_rarely_filled: ({ field, share, leads: n }, f) =>
    `${field} är ifyllt för bara ${f.percent(share)} av ${f.number(n)}`,
  persona_unmatched: ({ persona, leads: n }, f) => `Inget av de ${f.number(n)} leadsen liknar ${persona}`,
  audience_empty: ({ leads: n }, f) => `Inget av de ${f.number(n)} leadsen hör till målgruppen`,
};

/** What is said about models and their tests, in Swedish. */
export const svFinding: FindingWords = {
  none: 'ingen',
  outputs: {
    total: 'totalen',
    dimensions: 'dimensionen',
    grade: 'betyget',
    persona: 'persona',
    temperature: 'temperaturen',
    journey: 'köpfasen',
    stage: 'fasen',
    disqualified: 'utesluten',
    inAudience: 'i målgruppen',
  },
  comparison: {
    gte: (amount) => `minst ${amount}`,
    gt: (amount) => `mer än ${amount}`,
    lte: (amount) => `högst ${amount}`,
    lt: (amount) => `mindre än ${amount}`,
  },
  failed: (output, came, expected) => `${output} är ${came}, förväntat ${expected}`,
  likeliest: 'troligaste orsaken',
  suspect: {
    cap: (rule, gave, needs) =>
      `${quote(rule)} gav ${gave} och behöver ge ${needs}, vilket dess eget tak hindrar`,
    unknown: (rule, gave, needs) =>
      `${quote(rule)} gav ${gave} eftersom den inte gick att bedöma, och behöver ge ${needs}`,
    amount: (rule, gave, needs) => `${quote(rule)} gav ${gave} och behöver ge ${needs}`,
    missed: (rule, _gave, needs) => `${quote(rule)} räknades inte och behöver ge ${needs}`,
    points: (rule, gave, needs) =>
      `${quote(rule)} gav ${gave} och behöver ge ${needs}, vilket den inte kan som den är skriven`,
  },
  noSuspect: 'ingen regel och inget tak räcker på egen hand för att det ska stämma',
  passed: (passed, all) => `Förväntningar som stämmer: ${passed} av ${all}`,
  causes: {
    late: 'blev känt senare',
    time: 'tiden gick',
    field: 'ett fält ändrades',
    fact: 'ny aktivitet',
    adjustment: 'en justering började eller slutade',
    model: 'modellen ändrades',
  },
  changed: (before, after, change) => `Från ${before} till ${after} (${change})`,
  forecast: {
    none: (count) => `Utan ny aktivitet ändras inget på ${days(count)}`,
    under: (points, day) => `Utan ny aktivitet under ${points} den ${day}`,
    from: (points, day) => `Utan ny aktivitet på ${points} eller mer den ${day}`,
    becomes: (output, value, day) => `Utan ny aktivitet blir ${output} ${value} den ${day}`,
    ends: (output, day) => `Utan ny aktivitet upphör ${output} den ${day}`,
  },
  addition: {
    activity: (activity, count) => `${activity} ${plural(count, { one: '# gång', other: '# gånger' })}`,
    property: (name, value) => `${name} ${value}`,
    different: (name) => `varje gång ett nytt värde på ${name}`,
    followedBy: 'sedan',
    field: (field, value) => `${field} blir ${value}`,
    emptied: (field) => `${field} blir tomt`,
    is: (field, value) => `${field} är ${value}`,
  },
  reaches: (additions, total) => `${additions}: ${total.text} poäng`,
  reachesNothing: 'Inget som kan tillkomma når dit',
  withoutFit: 'utan någon matchning',
  implied: {
    threshold: (points, example) => `Exemplen pekar på ${points}, genom ${quote(example)}`,
    noExamples: 'Modellen har inga kombinationer som ger en tröskel',
    disagree: (ready, notYet) =>
      `${quote(ready)} kallas redo men får inte mer än ${quote(notYet)}, som inte är redo än; ingen tröskel skiljer dem åt`,
    shutOut: (example) => `${quote(example)} kallas redo, men är utesluten eller utanför målgruppen`,
    letsAllIn: (points) => `${points} har även ett lead utan några uppgifter, så det släpper in alla`,
  },
  hints,
};
