import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { leadlinePath } from './run-leadline.ts';
import { copyExample } from './sample-folder.ts';

/**
 * Presses Ctrl-C while many leads are being scored and written under a Node, and returns how that ended and which files
 * it left. For tests.
 */
export async function interruptWrite(node: string): Promise<{ code: number | null; left: string[] }> {
  const cwd = copyExample('new-business');
  const rows = Array.from(
    { length: 40_000 },
    (_, row) => `p${row}@firm${row % 900}.example,Ann,Berg${row},BE`,
  );
  writeFileSync(`${cwd}/many.csv`, ['Email,First name,Last name,Country', ...rows].join('\n'));
  const before = readdirSync(cwd);
  const args = ['score', 'model.yaml', 'many.csv', '--out', 'scores.xlsx', '--at', '2026-11-20'];
  const child = spawn(node, [leadlinePath, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  // Its first words come when the files are read: what follows is scoring and writing.
  child.stderr.once('data', () => child.kill('SIGINT'));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, left: readdirSync(cwd).filter((name) => !before.includes(name)) };
}
