import { ZenEngine } from '@gorules/zen-engine';
import { planModel, scoreColumns } from '@leadline/core';
import { Engine } from 'json-rules-engine';
import { openBulkDatabase } from '../packages/server/src/bulk/bulk-database.ts';
import { loadColumns } from '../packages/server/src/bulk/load-columns.ts';
import { mapFacts, readModelFile } from './fact-mapping.ts';
import { type FactFiles, scoredAt } from './facts.ts';
import { formatTable, type Measurement, measureInTurn } from './measure.ts';
import {
  addUpPoints,
  type PeerFacts,
  type PeerRule,
  type PeerTest,
  peerRules,
  toPeerFacts,
} from './peer-rules.ts';

export interface PeerResult {
  /** Leads that the peers scored. */
  readonly leads: number;
  /** Leads that the kernel scored, from their raw activities. */
  readonly scoredByKernel: number;
  readonly kernel: Measurement;
  readonly peers: Readonly<Record<'plain TypeScript' | 'json-rules-engine' | 'zen-engine', Measurement>>;
}

/**
 * The kernel over raw activities against engines that get facts already aggregated for them, on the same leads. The total
 * of every lead is the same in all, or this throws.
 */
export async function measurePeers(files: FactFiles, sample: number, rounds: number): Promise<PeerResult> {
  const model = readModelFile('lead-model');
  const at = scoredAt;
  const database = await openBulkDatabase();
  const { columns } = await loadColumns(database, mapFacts(files), { models: [model], until: at });
  await database.close();
  const plan = planModel(model);
  const count = Math.min(sample, columns.unitCount);
  const told = scoreColumns(plan, columns, { at, contributions: true, range: [0, count] });
  const units = Array.from({ length: count }, (_, unit) => unit).filter(
    (unit) => told.contributions![unit] !== undefined,
  );
  const day = Math.floor(at / 86_400_000);
  const facts = units.map((unit) =>
    toPeerFacts(told.contributions![unit]!, day - Math.floor(columns.created[unit]! / 86_400_000)),
  );
  const totals = units.map((unit) => told.total[unit]!);
  const check = (name: string, given: readonly number[]) => {
    for (const [i, total] of totals.entries())
      if (given[i] !== total)
        throw new Error(`${name}: lead ${units[i]} has ${given[i]}, the kernel says ${total}`);
  };
  const byRules = createJsonRules();
  const byZen = createZen();
  const runs = await measureInTurn(
    {
      kernel: () => scoreColumns(plan, columns, { at }),
      'plain TypeScript': () => check('plain TypeScript', facts.map(scorePlainly)),
      'json-rules-engine': async () => {
        const given: number[] = [];
        for (const one of facts) given.push(await byRules(one));
        check('json-rules-engine', given);
      },
      'zen-engine': async () => {
        // In batches, which is how it is fastest: 64 at a time on its own threads.
        const given: number[] = [];
        for (let from = 0; from < facts.length; from += 64)
          given.push(...(await Promise.all(facts.slice(from, from + 64).map(byZen))));
        check('zen-engine', given);
      },
    },
    rounds,
  );
  const { kernel, ...peers } = runs;
  return { leads: units.length, scoredByKernel: columns.unitCount, kernel, peers };
}

/** Plain code over the same table of rules. */
export function scorePlainly(facts: PeerFacts): number {
  const points: Record<string, number> = {};
  for (const rule of peerRules) points[rule.id] = scoreRule(rule, facts);
  return addUpPoints(points);
}

function scoreRule(rule: PeerRule, facts: PeerFacts): number {
  if ('cases' in rule) {
    for (const { tests, points } of rule.cases)
      if (tests.every((test) => passes(test, facts[test.fact] ?? null))) return points;
    return 0;
  }
  return pointsFor(rule, facts);
}

function pointsFor(rule: Extract<PeerRule, { per: number }>, facts: PeerFacts): number {
  const amount = Math.floor((Math.abs(rule.points) * Number(facts[rule.fact] ?? 0)) / rule.per);
  return rule.points < 0 ? -amount : amount;
}

function passes({ is, value }: PeerTest, fact: PeerFacts[string]): boolean {
  if (is === 'missing') return fact === null;
  if (fact === null || fact === undefined) return false;
  switch (is) {
    case 'present':
      return true;
    case 'equal':
      return fact === value;
    case 'in':
      return (value as readonly string[]).includes(String(fact));
    case 'atLeast':
      return Number(fact) >= Number(value);
    case 'below':
      return Number(fact) < Number(value);
    case 'beginsWith':
      return String(fact).startsWith(String(value));
    case 'includes':
      return String(fact).includes(String(value));
  }
}

/** One rule for each case; priorities are not needed, the first case of a rule in its order counts. */
function createJsonRules(): (facts: PeerFacts) => Promise<number> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const is of ['missing', 'present', 'atLeast', 'beginsWith', 'includes'] as const)
    engine.addOperator(is, (fact: PeerFacts[string], value: PeerTest['value']) =>
      passes({ fact: '', is, ...(value !== undefined && { value }) }, fact),
    );
  const operatorOf = (is: PeerTest['is']) => (is === 'below' ? 'lessThan' : is);
  for (const rule of peerRules) {
    if ('cases' in rule)
      for (const [place, { tests, points }] of rule.cases.entries())
        engine.addRule({
          conditions: {
            all: tests.map(({ fact, is, value = true }) => ({ fact, operator: operatorOf(is), value })),
          },
          event: { type: rule.id, params: { place, points } },
        });
    else
      engine.addRule({
        conditions: { all: [{ fact: rule.fact, operator: 'greaterThan', value: 0 }] },
        event: { type: rule.id, params: { rule } },
      });
  }
  return async (facts) => {
    const { events } = await engine.run(facts);
    const points: Record<string, number> = {};
    const places: Record<string, number> = {};
    for (const { type, params } of events) {
      const given = params as
        | { place: number; points: number }
        | { rule: Extract<PeerRule, { per: number }> };
      if ('rule' in given) points[type] = pointsFor(given.rule, facts);
      else if (places[type] === undefined || given.place < places[type]) {
        places[type] = given.place;
        points[type] = given.points;
      }
    }
    return addUpPoints(points);
  };
}

/** One expression node with an expression for each rule. */
function createZen(): (facts: PeerFacts) => Promise<number> {
  const text = (value: PeerTest['value']) => JSON.stringify(value);
  const testOf = ({ fact, is, value }: PeerTest): string => {
    const name = `facts["${fact}"]`;
    const tests: Record<PeerTest['is'], string> = {
      missing: `${name} == null`,
      present: `${name} != null`,
      equal: `${name} == ${text(value)}`,
      in: `${name} in ${text(value)}`,
      atLeast: `(${name} != null and ${name} >= ${text(value)})`,
      below: `(${name} != null and ${name} < ${text(value)})`,
      beginsWith: `(${name} != null and startsWith(${name}, ${text(value)}))`,
      includes: `(${name} != null and contains(${name}, ${text(value)}))`,
    };
    return tests[is];
  };
  const expressions = peerRules.map((rule, i) => {
    const value =
      'cases' in rule
        ? rule.cases.reduceRight(
            (rest, { tests, points }) => `(${tests.map(testOf).join(' and ')}) ? ${points} : (${rest})`,
            '0',
          )
        : `${rule.points < 0 ? '-' : ''}floor(${Math.abs(rule.points)} * facts["${rule.fact}"] / ${rule.per})`;
    return { id: `${i}`, key: `r${i}`, value };
  });
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 }, content: {} },
      {
        id: 'rules',
        type: 'expressionNode',
        name: 'rules',
        position: { x: 1, y: 0 },
        content: { expressions },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 }, content: {} },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  });
  return async (facts) => {
    const { result } = await decision.evaluate({ facts });
    const points: Record<string, number> = {};
    for (const [i, { id }] of peerRules.entries()) points[id] = Number(result[`r${i}`]);
    return addUpPoints(points);
  };
}

export function describePeers({ leads, scoredByKernel, kernel, peers }: PeerResult): string {
  const perLead = ({ cpuMs }: Measurement, count: number) => (cpuMs * 1000) / count;
  const ofKernel = perLead(kernel, scoredByKernel);
  const row = (name: string, micros: number) => [
    name,
    micros.toFixed(2),
    `${(micros / ofKernel).toFixed(1)}x`,
  ];
  return [
    `${leads} leads, all totals equal. The kernel reads raw activities, the others get them aggregated; CPU time.`,
    formatTable([
      ['', 'µs a lead', 'to kernel'],
      row('kernel', ofKernel),
      ...Object.entries(peers).map(([name, measured]) => row(name, perLead(measured, leads))),
    ]),
  ].join('\n');
}
