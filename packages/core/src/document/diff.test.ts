import { expect, it } from 'vitest';
import type { Model } from '../model.ts';
import { diffModels } from './diff.ts';
import { describeDifference } from './difference.ts';
import { newBusiness } from './example-model.ts';
import { parseModel } from './parse.ts';
import { printModel } from './print.ts';

type Edit = readonly [name: string, find: string | RegExp, replace: string, sentences: readonly string[]];

const text = printModel(newBusiness);

const edits: readonly Edit[] = [
  [
    'points of a rule',
    /points: 5\n( *)otherwise/,
    'points: 6\n$1otherwise',
    ['Rule "In Belgium": points 5 → 6'],
  ],
  [
    'points of a range',
    'to: 250, points: 3',
    'to: 250, points: 4',
    ['Rule "Company size": ranges 2 › points 3 → 4'],
  ],
  ['a default spelled out', 'unknown: 0', 'otherwise: 0', []],
  ['one text as a list', 'activity: Email Clicked', 'activity: [Email Clicked]', []],
  ['a window', 'withinDays: 90', 'withinDays: 60', ['Rule "Read many pages": window in days 90 → 60']],
  [
    'a half-life',
    'halfLifeDays: 14',
    'halfLifeDays: 30',
    ['Rule "Looked at pricing": decay › half-life in days 14 → 30'],
  ],
  [
    'a decay of another kind',
    'decay: { halfLifeDays: 14 }',
    'decay: { linearDays: 30 }',
    ['Rule "Looked at pricing": decay { halfLifeDays: 14 } → { linearDays: 30 }'],
  ],
  [
    'a decay that goes',
    / +decay: \{ linearDays: 180 \}\n/,
    '',
    ['Rule "Clicks in mails": decay { linearDays: 180 } removed'],
  ],
  [
    'a cap that comes',
    'points: -4 }',
    'points: -4, cap: { min: -4 } }',
    ['Rule "Free-mail address": cap { min: -4 } added'],
  ],
  [
    'criteria',
    'in: [free, disposable]',
    'in: [free]',
    ['Rule "Free-mail address": criteria › in [free, disposable] → [free]'],
  ],
  ['a name', 'name: In Belgium', 'name: Belgian', ['Rule "Belgian": name In Belgium → Belgian']],
  ['cap of a group', 'cap: { max: 12 }', 'cap: { max: 15 }', ['Group "website": cap › most 12 → 15']],
  [
    'cap of a dimension',
    'cap: { min: -20, max: 20 }',
    'cap: { min: -20 }',
    ['Dimension "fit": cap › most 20 removed'],
  ],
  [
    'order of personas',
    'personas: [marketing-lead, it-lead]',
    'personas: [it-lead, marketing-lead]',
    ['Dimension "fit": personas [marketing-lead, it-lead] → [it-lead, marketing-lead]'],
  ],
  [
    'goals of a persona',
    'goals: [More qualified leads]',
    'goals: [Fewer bad leads]',
    ['Persona "Marketing lead": goals [More qualified leads] → [Fewer bad leads]'],
  ],
  [
    'a rule of a persona',
    'contains: marketing }, points: 4',
    'contains: marketing }, points: 3',
    ['Rule "Leads marketing": points 4 → 3'],
  ],
  ['grades', 'B: 7', 'B: 8', ['Model: grades › fit › B 7 → 8']],
  ['temperature', 'warm: 8', 'warm: 7.5', ['Model: temperature › warm 8 → 7.5']],
  [
    'temperature without points',
    /temperature: .*/,
    'temperature: { categories: [{ is: hot, when: { outcome: won } }] }',
    [
      'Model: temperature { of: total, hot: 20, warm: 8, cold: -1000 } → { categories: [{ is: hot, when: { outcome: won } }] }',
    ],
  ],
  [
    'a stage',
    'leave: { total: { lt: 8 } }, holdDays: 7',
    'leave: { total: { lt: 6 } }',
    [
      'Stage "marketing_qualified": leaves › total › lt 8 → 6',
      'Stage "marketing_qualified": least days in the stage 7 removed',
    ],
  ],
  [
    'a reason',
    'reason: Outside our market',
    'reason: Too far',
    ['Disqualification "Outside our market" removed', 'Disqualification "Too far" added'],
  ],
  [
    'suppression lists',
    'suppress: [own-staff, competitors]',
    'suppress: [competitors]',
    ['Model: suppression lists [own-staff, competitors] → [competitors]'],
  ],
  ['kind of a field', 'employees: range', 'employees: number', ['Model: fields › employees range → number']],
  [
    'a field that comes',
    'fields: { country: text',
    'fields: { region: text, country: text',
    ['Model: fields › region text added'],
  ],
  [
    'what a rule reads',
    'silence: [Page Viewed, Email Clicked]',
    'trend: { activity: Page Viewed, days: 7 }',
    ['Rule "Not seen for long": reads trend instead of silence'],
  ],
  [
    'a group by another id',
    '      mail:',
    '      email:',
    [
      'Group "mail" removed',
      'Group "email" added',
      'Rule "Clicks in mails": moved from engagement › mail to engagement › email',
      'Rule "Opens most mails": moved from engagement › mail to engagement › email',
    ],
  ],
  [
    'an expectation',
    'is: { total: 20, grade: A2 }',
    'is: { total: { gte: 20 } }',
    [
      'Expectation "Marketing director who asked for prices": is › total 20 → { gte: 20 }',
      'Expectation "Marketing director who asked for prices": is › grade A2 removed',
    ],
  ],
];

it.each(edits)('tells of %s', (_, find, replace, sentences) => {
  const edited = text.replace(find, replace);
  expect(edited).not.toBe(text);
  const after = parseModel(edited);
  expect(diffModels(newBusiness, after).map((difference) => difference.sentence)).toEqual(sentences);
});

it('tells a rule that came, one that went and one that moved apart', () => {
  const after = structuredClone(newBusiness);
  const { website, mail } = after.dimensions!.engagement!.groups;
  const [moved] = website!.rules.splice(0, 1);
  mail!.rules.splice(1, 1, moved!);
  after.dimensions!.fit!.groups.company!.rules.push({
    id: 'new',
    name: 'New',
    field: 'industry',
    values: { Steel: 2 },
  });
  const found = diffModels(newBusiness, after);
  expect(found.map(({ code, path, sentence }) => [code, path.join('.'), sentence])).toEqual([
    ['removed', 'dimensions.engagement.groups.mail.rules.1', 'Rule "Opens most mails" removed'],
    ['added', 'dimensions.fit.groups.company.rules.2', 'Rule "New" added'],
    [
      'moved',
      'dimensions.engagement.groups.mail.rules.1',
      'Rule "Looked at pricing": moved from engagement › website to engagement › mail',
    ],
  ]);
});

it('finds nothing where only order and formatting differ', () => {
  const shuffled = JSON.parse(
    JSON.stringify(newBusiness, (key, value) => {
      if (key === 'rules' || key === 'expect') return [...value].reverse();
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isMap ? Object.fromEntries(Object.entries(value).reverse()) : value;
    }),
  ) as Model;
  expect(diffModels(newBusiness, shuffled)).toEqual([]);
});

it('tells that stages stand in another order', () => {
  const after = { ...newBusiness, stages: [...newBusiness.stages!].reverse() };
  expect(diffModels(newBusiness, after).map((one) => one.sentence)).toEqual([
    'Model: stages in another order, [sales_qualified, sales_accepted, marketing_qualified]',
  ]);
});

it('gives both values and turns around', () => {
  const after = parseModel(text.replace('to: 250, points: 3', 'to: 250, points: 4'));
  const [there] = diffModels(newBusiness, after);
  expect(there).toMatchObject({
    code: 'changed',
    before: 3,
    after: 4,
    what: ['ranges', 1, 'points'],
    subject: { kind: 'rule', name: 'Company size' },
  });
  expect(diffModels(after, newBusiness)).toMatchObject([{ before: 4, after: 3 }]);
});

it('speaks Dutch and Swedish', () => {
  const after = parseModel(
    text
      .replace('warm: 8', 'warm: 7.5')
      .replace('to: 250, points: 3', 'to: 250, points: 4')
      .replace('      mail:', '      email:'),
  );
  const found = diffModels(newBusiness, after);
  expect(found.map((one) => describeDifference(one, 'nl'))).toEqual([
    'Groep "mail" verwijderd',
    'Groep "email" toegevoegd',
    'Regel "Company size": intervallen 2 › punten 3 → 4',
    'Regel "Clicks in mails": verplaatst van engagement › mail naar engagement › email',
    'Regel "Opens most mails": verplaatst van engagement › mail naar engagement › email',
    'Model: temperatuur › warm 8 → 7,5',
  ]);
  expect(found.map((one) => describeDifference(one, 'sv'))).toEqual([
    'Grupp "mail" har tagits bort',
    'Grupp "email" har lagts till',
    'Regel "Company size": intervall 2 › poäng 3 → 4',
    'Regel "Clicks in mails": flyttad från engagement › mail till engagement › email',
    'Regel "Opens most mails": flyttad från engagement › mail till engagement › email',
    'Modell: temperatur › varm 8 → 7,5',
  ]);
});
