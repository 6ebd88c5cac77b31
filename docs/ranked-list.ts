/** Draws the picture of the README from what `npm start` prints: `node docs/ranked-list.ts` writes it anew. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lineHeight = 19;
const letterWidth = 8.1;
const margin = 20;

export const picturePath = fileURLToPath(new URL('ranked-list.svg', import.meta.url));

/** What a newcomer sees, as an SVG of plain text lines. */
export function drawRankedList(): string {
  const command = fileURLToPath(new URL('../packages/server/bin/leadline.js', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, 'demo', '--language', 'en'], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '104', NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.trimEnd().split('\n');
  const end = lines.findIndex((line) => line.startsWith('Three commands'));
  const shown = ['$ npm start', '', ...lines.slice(0, end < 0 ? undefined : end - 1)];
  const width = Math.ceil(Math.max(...shown.map((line) => line.length)) * letterWidth) + 2 * margin;
  const height = shown.length * lineHeight + 2 * margin;
  const texts = shown.map((line, i) => {
    const y = margin + (i + 1) * lineHeight - 5;
    return `<text x="${margin}" y="${y}" fill="${chooseInk(line)}" xml:space="preserve">${escapeText(line)}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    `  font-family="ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13.5">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#10181d"/>`,
    ...texts,
    '</svg>',
  ].join('\n')}\n`;
}

function chooseInk(line: string): string {
  if (line.startsWith('$')) return '#6bbcd1';
  return /^ *\d+ {2}/.test(line) ? '#e8eff3' : '#adbcc5';
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(picturePath, drawRankedList());
