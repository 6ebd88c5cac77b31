import { type Count, makePlural } from '../explain/language.ts';
import type { FindingWords, HintWords } from './en-finding.ts';

const plural = makePlural('nl');
const days = (count: Count) => plural(count, { one: '# dag', other: '# dagen' });
const leads = (count: Count) => plural(count, { one: '# lead', other: '# leads' });
const rulesOf = (count: Count) => plural(count, { one: '# regel', other: '# regels' });
const quote = (text: string) => `‘${text}’`;

const hints: HintWords = {
  rule_gives_nothing: ({ rule }) => `${quote(rule)} geeft nooit punten, wat een lead ook doet`,
  tier_beyond_cap: ({ rule, from, points, cap }, f) =>
    `${quote(rule)} zou ${f.number(points)} geven vanaf ${f.number(from)}, maar het plafond stopt bij ${f.number(cap)}`,
  tier_out_of_reach: ({ rule, from, most }, f) =>
    `${quote(rule)} heeft een trede vanaf ${f.number(from)}, maar geen lead komt boven ${f.number(most)}`,
  criteria_contradict: ({ where, field }) =>
    `${quote(where)} kan nooit waar zijn: de criteria voor ${field} spreken elkaar tegen`,
  audience_drops_unknown: ({ field }) =>
    `De doelgroep laat ook leads weg waarvan ‘${field}’ niet bekend is; voeg ‘${field} is niet ingevuld’ toe om ze te houden`,
  same_signal: ({ rule, other }) => `Twee regels tellen hetzelfde: ${quote(rule)} en ${quote(other)}`,
  rules_correlate: ({ rule, other, correlation, leads: n }, f) =>
    `${quote(rule)} en ${quote(other)} gaan samen op en neer (correlatie ${f.number(correlation, 2)} over ${leads(f.count(n))}); een van beide kan genoeg zijn`,
  rule_dominates_reach: ({ rule, dimension, share }, f) =>
    `${quote(rule)} kan in zijn eentje ${f.percent(share)} van alle punten in ${dimension} geven`,
  rule_dominates_leads: ({ rule, share, leads: n }, f) =>
    `${quote(rule)} is goed voor ${f.percent(share)} van alle punten van ${leads(f.count(n))}`,
  rule_without_end: ({ rule }) =>
    `${quote(rule)} telt eindeloos op: geef de regel een plafond, een venster of laat de punten afnemen met de tijd`,
  points_off_scale: ({ rules, all }, f) =>
    `${f.number(rules.length)} van ${rulesOf(f.count(all))} ${plural(f.count(rules.length), { one: 'geeft', other: 'geven' })} punten buiten de kleine schaal (1 en 2 laag, 3 midden, 4 en 5 hoog): ${f.few(rules)}`,
  because_missing: ({ rules, all }, f) =>
    `${f.number(rules.length)} van ${rulesOf(f.count(all))} ${plural(f.count(rules.length), { one: 'zegt niet waarom ze punten geeft', other: 'zeggen niet waarom ze punten geven' })}: ${f.few(rules)}`,
  threshold_out_of_reach: ({ of, threshold, most }, f) =>
    `Geen lead kan ${of} halen: daarvoor is ${f.number(threshold)} nodig, en er is hoogstens ${f.number(most)} te halen`,
  grade_out_of_reach: ({ of, grades }, f) => `${of} vraagt ${f.either(grades)}, en geen lead kan dat krijgen`,
  threshold_always_reached: ({ of, threshold, least }, f) =>
    `Elke lead haalt ${of}: daarvoor is ${f.number(threshold)} nodig, en geen lead zit onder ${f.number(least)}`,
  grades_collapse: ({ grade, other }) =>
    `Klasse ${other} vraagt evenveel als ${grade} of meer, dus een van beide komt nooit voor`,
  grades_lump: ({ grade, share, leads: n }, f) =>
    `${f.percent(share)} van de ${leads(f.count(n))} heeft klasse ${grade}; de drempels maken geen onderscheid`,
  stage_flaps: ({ stage, gap, aDay }, f) =>
    `Een lead kan ${stage} al een dag later weer kwijt zijn: de ondergrens ligt maar ${f.number(gap)} lager, en één dag kan ${f.number(aDay, 1)} kosten; stel holdDays in of leg de ondergrens lager`,
  stage_moves: ({ stage, most, leads: n, days: span }, f) =>
    `${plural(f.count(n), { one: '# lead werd', other: '# leads werden' })} in ${days(f.count(span))} drie keer of vaker ${stage}, één ${f.number(most)} keer; stel holdDays in of leg de ondergrens lager`,
  rule_never_counts: ({ rule, leads: n }, f) =>
    `${quote(rule)} telde bij geen van de ${leads(f.count(n))} mee`,
  rule_always_same: ({ rule, points, leads: n }, f) =>
    `${quote(rule)} gaf alle ${leads(f.count(n))} evenveel, ${f.number(points)}, en maakt dus geen verschil`,
  activity_never_seen: ({ types }, f) =>
    `Er kwam nog geen activiteit van type ${f.either(types.map(quote))} binnen; is het type gespeld zoals het wordt verstuurd?`,
  field_never_filled: ({ field, leads: n }, f) => `${field} is bij geen van de ${f.number(n)} ingevuld`,
  field_rarely_filled: ({ field, share, leads: n }, f) =>
    `${field} is bij maar ${f.percent(share)} van de ${f.number(n)} ingevuld`,
  persona_unmatched: ({ persona, leads: n }, f) => `Geen van de ${leads(f.count(n))} lijkt op ${persona}`,
  audience_empty: ({ leads: n }, f) => `Geen van de ${leads(f.count(n))} valt binnen de doelgroep`,
};

/** What is said about models and their tests, in Dutch. */
export const nlFinding: FindingWords = {
  none: 'geen',
  outputs: {
    total: 'totaal',
    dimensions: 'dimensie',
    grade: 'klasse',
    persona: 'persona',
    temperature: 'temperatuur',
    journey: 'koopfase',
    stage: 'fase',
    disqualified: 'uitgesloten',
    inAudience: 'in de doelgroep',
  },
  comparison: {
    gte: (amount) => `minstens ${amount}`,
    gt: (amount) => `meer dan ${amount}`,
    lte: (amount) => `hoogstens ${amount}`,
    lt: (amount) => `minder dan ${amount}`,
  },
  failed: (output, came, expected) => `${output} is ${came}, verwacht werd ${expected}`,
  likeliest: 'waarschijnlijkste oorzaak',
  suspect: {
    cap: (rule, gave, needs) =>
      `${quote(rule)} gaf ${gave} en moet ${needs} geven, wat het eigen plafond tegenhoudt`,
    unknown: (rule, gave, needs) =>
      `${quote(rule)} gaf ${gave} omdat er niets over te zeggen was, en moet ${needs} geven`,
    amount: (rule, gave, needs) => `${quote(rule)} gaf ${gave} en moet ${needs} geven`,
    missed: (rule, _gave, needs) => `${quote(rule)} telde niet mee en moet ${needs} geven`,
    points: (rule, gave, needs) =>
      `${quote(rule)} gaf ${gave} en moet ${needs} geven, en dat kan niet zoals de regel er staat`,
  },
  noSuspect: 'geen enkele regel en geen enkel plafond kan dit alleen oplossen',
  passed: (passed, all) => `Verwachtingen die kloppen: ${passed} van ${all}`,
  causes: {
    late: 'pas later bekend',
    time: 'tijd verstreken',
    field: 'een veld gewijzigd',
    fact: 'nieuwe activiteit',
    adjustment: 'een bijstelling begon of eindigde',
    model: 'het model gewijzigd',
  },
  changed: (before, after, change) => `Van ${before} naar ${after} (${change})`,
  forecast: {
    none: (count) => `Zonder nieuwe activiteit verandert er niets in ${days(count)}`,
    under: (points, day) => `Zonder nieuwe activiteit op ${day} onder ${points}`,
    from: (points, day) => `Zonder nieuwe activiteit op ${day} op ${points} of meer`,
    becomes: (output, value, day) => `Zonder nieuwe activiteit op ${day}: ${output} wordt ${value}`,
    ends: (output, day) => `Zonder nieuwe activiteit vervalt op ${day}: ${output}`,
  },
  addition: {
    activity: (activity, count) => `${count.text} keer ${activity}`,
    property: (name, value) => `${name} ${value}`,
    different: (name) => `telkens een andere waarde van ${name}`,
    followedBy: 'daarna',
    field: (field, value) => `${field} wordt ${value}`,
    emptied: (field) => `${field} wordt leeg`,
    is: (field, value) => `${field} is ${value}`,
  },
  reaches: (additions, total) => `${additions}: ${plural(total, { one: '# punt', other: '# punten' })}`,
  reachesNothing: 'Niets wat erbij kan komen haalt dit',
  withoutFit: 'zonder enige match met het profiel',
  implied: {
    threshold: (points, example) => `De voorbeelden wijzen op ${points}, door ${quote(example)}`,
    noExamples: 'Het model heeft geen combinaties waaruit een drempel volgt',
    disagree: (ready, notYet) =>
      `${quote(ready)} heet klaar en scoort niet meer dan ${quote(notYet)}, die nog niet klaar heet; geen drempel houdt ze uit elkaar`,
    shutOut: (example) => `${quote(example)} heet klaar, maar is uitgesloten of valt buiten de doelgroep`,
    letsAllIn: (points) => `${points} heeft een lead zonder enig gegeven ook al, dus dat laat iedereen toe`,
  },
  hints,
};
