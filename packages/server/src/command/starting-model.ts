import type { Words } from '../word/word.ts';
import type { StartingAnswers } from './starting-answer.ts';

/**
 * Returns the text of a model made from answers, with comments and names in the language of `words`. It has tests of
 * its own and passes them: thresholds follow from the points that the answers make possible.
 */
export function writeStartingModel(answers: StartingAnswers, file: string, words: Words): string {
  const { countries, industries, size, roles, pages } = answers;
  const best = countBestFit(answers);
  const qualified = 12 + Math.floor(best / 2);
  const fields = [
    ...['emailKind: text', 'seniority: text'],
    ...(countries.length > 0 ? ['country: text'] : []),
    ...(industries.length > 0 ? ['industry: text'] : []),
    ...(size === undefined ? [] : ['employees: range']),
    ...(roles.length > 0 ? ['jobTitle: text'] : []),
  ];
  return `${[
    `# ${words.say('start_head', { file })}`,
    'leadline: 1',
    'id: leads-to-call',
    `name: ${quote(words.say('start_name'))}`,
    '',
    `# ${words.say('start_fields')}`,
    'fields:',
    ...fields.map((field) => `  ${field}`),
    ...(pages.length > 0 ? ['', 'activities:', '  Page Viewed: { path: text }'] : []),
    '',
    'dimensions:',
    `  # ${words.say('start_fit_note')}`,
    '  fit:',
    '    kind: fit',
    `    name: ${quote(words.say('start_fit'))}`,
    `    cap: { min: -40, max: ${best} }`,
    '    groups:',
    ...writeFitGroups(answers, words),
    '',
    `  # ${words.say('start_engagement_note')}`,
    '  engagement:',
    '    kind: engagement',
    `    name: ${quote(words.say('start_engagement'))}`,
    '    cap: { min: -10, max: 30 }',
    '    groups:',
    ...writeEngagementGroups(answers, words),
    '',
    `# ${words.say('start_grades_note')}`,
    'grades:',
    `  fit: { A: ${Math.ceil(best * 0.75)}, B: ${Math.ceil(best * 0.4)}, C: 0, D: -1000 }`,
    '  engagement: { 1: 15, 2: 8, 3: 3, 4: -1000 }',
    '  unknownBelow: 300',
    '',
    'temperature: { of: engagement, hot: 12, warm: 4 }',
    '',
    `# ${words.say('start_stages_note')}`,
    'stages:',
    `  - { id: marketing_qualified, name: MQL, enter: { total: { gte: ${Math.floor(qualified * 0.6)} } }, leave: { total: { lt: ${Math.floor(qualified * 0.4)} } }, holdDays: 7 }`,
    `  - { id: sales_qualified, name: SQL, enter: { total: { gte: ${qualified} } }, leave: { total: { lt: ${Math.floor(qualified * 0.7)} } }, holdDays: 14 }`,
    '',
    `# ${words.say('start_expect_note')}`,
    'expect:',
    ...writeExpectations(answers, best, words),
  ].join('\n')}\n`;
}

/** The most points that fit can give: what every answered question brings. */
function countBestFit({ countries, industries, size, roles }: StartingAnswers): number {
  const base = 4;
  return (
    base +
    (countries.length > 0 ? 5 : 0) +
    (industries.length > 0 ? 4 : 0) +
    (size === undefined ? 0 : 5) +
    (roles.length > 0 ? 4 : 0)
  );
}

function writeFitGroups({ countries, industries, size, roles }: StartingAnswers, words: Words): string[] {
  const company = [
    ...(countries.length === 0
      ? []
      : [
          '          - id: country',
          `            name: ${quote(words.say('start_country'))}`,
          `            when: { field: country, in: ${list(countries)} }`,
          '            points: 5',
          '            otherwise: -30',
          `            because: ${quote(words.say('start_country_because'))}`,
          '            source: sales',
        ]),
    ...(industries.length === 0
      ? []
      : [
          '          - id: industry',
          `            name: ${quote(words.say('start_industry'))}`,
          `            when: { field: industry, in: ${list(industries)} }`,
          '            points: 4',
          '            otherwise: -1',
        ]),
    ...(size === undefined
      ? []
      : [
          '          - id: size',
          `            name: ${quote(words.say('start_size'))}`,
          '            field: employees',
          // Ranges are half-open, people count up to and including.
          `            ranges: [{ from: ${size.from}${size.to === undefined ? '' : `, to: ${size.to + 1}`}, points: 5 }]`,
          '            otherwise: -2',
        ]),
  ];
  return [
    ...(company.length === 0 ? [] : ['      company:', '        rules:', ...company]),
    '      person:',
    '        rules:',
    ...(roles.length === 0
      ? []
      : [
          '          - id: role',
          `            name: ${quote(words.say('start_role'))}`,
          `            when: { any: [${roles.map((role) => `{ field: jobTitle, contains: ${quote(role)} }`).join(', ')}] }`,
          '            points: 4',
        ]),
    '          - id: seniority',
    `            name: ${quote(words.say('start_seniority'))}`,
    '            field: seniority',
    '            values: { owner: 4, c_level: 4, vp: 4, director: 4, head: 3, manager: 2, junior: -1, intern: -3 }',
    '          - id: free-mail',
    `            name: ${quote(words.say('start_free_mail'))}`,
    '            when: { field: emailKind, in: [free, disposable, invalid] }',
    '            points: -5',
    `            because: ${quote(words.say('start_free_mail_because'))}`,
  ];
}

function writeEngagementGroups({ pages }: StartingAnswers, words: Words): string[] {
  const where = pages.map((page) => `{ property: path, starts_with: ${quote(page)} }`).join(', ');
  return [
    '      website:',
    '        cap: { max: 16 }',
    '        rules:',
    ...(pages.length === 0
      ? []
      : [
          '          - id: pages',
          `            name: ${quote(words.say('start_pages'))}`,
          '            activity: Page Viewed',
          `            where: { any: [${where}] }`,
          '            points: 4',
          '            cap: { max: 8 }',
          '            decay: { halfLifeDays: 14 }',
          '            journey: decision',
        ]),
    '          - id: download',
    `            name: ${quote(words.say('start_download'))}`,
    '            activity: File Downloaded',
    '            points: 3',
    '            cap: { max: 9 }',
    '            decay: { linearDays: 120 }',
    '            journey: consideration',
    '          - id: quiet',
    `            name: ${quote(words.say('start_quiet'))}`,
    '            silence: [Page Viewed, Email Clicked, File Downloaded, Webinar Attended, Demo Requested]',
    '            tiers: [{ from: 30, points: -2 }, { from: 90, points: -5 }]',
    '      mail:',
    '        rules:',
    '          - id: clicks',
    `            name: ${quote(words.say('start_clicks'))}`,
    '            activity: Email Clicked',
    '            every: 10',
    '            points: 3',
    '            decay: { linearDays: 180 }',
    '      asked:',
    '        rules:',
    '          - id: webinar',
    `            name: ${quote(words.say('start_webinar'))}`,
    '            activity: Webinar Attended',
    '            points: 5',
    '            cap: { max: 10 }',
    '            decay: { halfLifeDays: 60 }',
    '          - id: demo',
    `            name: ${quote(words.say('start_demo'))}`,
    '            activity: Demo Requested',
    '            points: 12',
    '            cap: { max: 12 }',
    '            decay: { halfLifeDays: 90 }',
    '            journey: decision',
    `            because: ${quote(words.say('start_demo_because'))}`,
  ];
}

function writeExpectations(answers: StartingAnswers, best: number, words: Words): string[] {
  const { countries, industries, size, roles } = answers;
  const lead = (country: string | undefined): string =>
    [
      'emailKind: business',
      'seniority: owner',
      ...(country === undefined ? [] : [`country: ${quote(country)}`]),
      ...(industries[0] === undefined ? [] : [`industry: ${quote(industries[0])}`]),
      ...(size === undefined ? [] : [`employees: ${size.from}`]),
      ...(roles[0] === undefined ? [] : [`jobTitle: ${quote(roles[0])}`]),
    ].join(', ');
  const away = ['US', 'CN', 'BR'].find((code) => !countries.includes(code));
  const demo = '    activities: [{ type: Demo Requested, daysAgo: 0 }]';
  return [
    `  - name: ${quote(words.say('start_expect_ideal'))}`,
    `    lead: { ${lead(countries[0])} }`,
    demo,
    `    is: { total: ${best + 12}, stage: sales_qualified, temperature: hot }`,
    ...(countries.length === 0 || away === undefined
      ? []
      : [
          `  - name: ${quote(words.say('start_expect_away'))}`,
          `    lead: { ${lead(away)} }`,
          demo,
          '    is: { total: { lt: 5 }, stage: null }',
        ]),
    `  - name: ${quote(words.say('start_expect_nobody'))}`,
    '    lead: { emailKind: free }',
    '    is: { total: -5, stage: null }',
  ];
}

/** A JSON text is also a YAML text between double quotes, whatever it holds. */
function quote(text: string): string {
  return /^[\p{L}][\p{L}\p{N} .'’-]*[\p{L}\p{N}.]$/u.test(text) &&
    !/^(true|false|yes|no|null|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
