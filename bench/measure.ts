import { readdirSync, readFileSync } from 'node:fs';

/** What something took, in milliseconds; CPU counts all threads of this process and of servers that it started. */
export interface Measurement {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Runs something once. */
export async function measure(run: () => unknown): Promise<Measurement> {
  const cpu = process.cpuUsage();
  const ofServers = getServerMs();
  const start = performance.now();
  await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 + getServerMs() - ofServers };
}

/** A tick of the kernel's clock in /proc. */
const tickMs = 10;

/** CPU that processes which this one started, and those that they started, have taken; 0 where there is no /proc. */
function getServerMs(): number {
  const parents = new Map<string, { readonly parent: string; readonly ms: number }>();
  for (const id of listProcesses()) {
    const stat = readStat(id);
    if (stat) parents.set(id, stat);
  }
  const isOurs = (id: string): boolean => {
    const parent = parents.get(id)?.parent;
    return parent !== undefined && (parent === String(process.pid) || isOurs(parent));
  };
  return [...parents].reduce((sum, [id, { ms }]) => (isOurs(id) ? sum + ms : sum), 0);
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readStat(id: string): { parent: string; ms: number } | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: fields[1]!, ms: (Number(fields[11]) + Number(fields[12])) * tickMs };
  } catch {
    return undefined;
  }
}

/** Runs each once to warm up and then all in turn, `rounds` times, so that a slow spell of the machine hits all alike. */
export async function measureInTurn<Name extends string>(
  runs: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Promise<Record<Name, Measurement>> {
  const names = Object.keys(runs) as Name[];
  const all = Object.fromEntries(names.map((name) => [name, [] as Measurement[]])) as Record<
    Name,
    Measurement[]
  >;
  for (const name of names) await runs[name]();
  for (let round = 0; round < rounds; round++)
    for (const name of names) all[name].push(await measure(runs[name]));
  return Object.fromEntries(names.map((name) => [name, medianOf(all[name])])) as Record<Name, Measurement>;
}

/** Median wall and median CPU time. */
export function medianOf(measurements: readonly Measurement[]): Measurement {
  const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
  return {
    wallMs: median(measurements.map(({ wallMs }) => wallMs)),
    cpuMs: median(measurements.map(({ cpuMs }) => cpuMs)),
  };
}

/** A table with aligned columns. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0]!.map((_, c) => Math.max(...cells.map((row) => row[c]!.length)));
  return cells
    .map((row) =>
      row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
    )
    .join('\n');
}

export const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 3 : 1);
export const times = (a: number, b: number) => `${(a / b).toFixed(1)}x`;
