/** What something took, in milliseconds; CPU counts all threads of this process. */
export interface Measurement {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Runs something once. */
export async function measure(run: () => unknown): Promise<Measurement> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
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
