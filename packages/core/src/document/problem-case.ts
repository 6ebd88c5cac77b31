import type { ProblemCode } from './problem-text.ts';

/** A broken document: `¦` stands where the problem must be found, and the sentence is all of the message but the place. */
export type ProblemCase = readonly [code: ProblemCode, text: string, sentence: string];

/** Takes the mark out of a text and says where it stood, both counted from 1. */
export function readMark(marked: string): { text: string; line: number; column: number } {
  const before = marked.slice(0, marked.indexOf('¦')).split('\n');
  return { text: marked.replace('¦', ''), line: before.length, column: before.at(-1)!.length + 1 };
}

/** A small sound model around one rule, which stands behind a dash as it would in a file. */
export function modelWithRule(rule: string, more = ''): string {
  return `leadline: 1
id: test
name: Test
fields:
  country: text
  jobTitle: text
  employees: range
  visits: number
  budget: money
  tags: list
  trialEndsAt: date
  customer: boolean
  account.employees: range
activities: { Order Placed: { value: number, category: text }, Page Viewed: { path: text } }
dimensions:
  interest:
    kind: engagement
    groups:
      all:
        rules:
          - { id: base, name: Base, activity: Page Viewed, points: 1 }
          - ${rule}
${more}`;
}

/** The same around lines at the top level of a model. */
export function modelWith(lines: string): string {
  return modelWithRule('{ id: more, name: More, activity: Order Placed, points: 1 }', lines);
}
