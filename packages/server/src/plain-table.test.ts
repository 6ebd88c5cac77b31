import { expect, test } from 'vitest';
import { writeTable } from './plain-table.ts';

test('columns line up, wide characters and several lines in a cell included', () => {
  const text = writeTable(
    [{ title: 'Lead' }, { title: 'Score', align: 'right' }, { title: 'Why', grows: true }],
    [
      [['日本 Åsa', 'De Kroon'], '20.0', ['+8 one', '+5 two']],
      ['An', '3.5', ''],
    ],
    80,
  );
  expect(text.split('\n')).toEqual([
    'Lead      Score  Why',
    '────────  ─────  ──────',
    '日本 Åsa   20.0  +8 one',
    'De Kroon         +5 two',
    'An          3.5',
    '',
  ]);
});

test('the growing column is cut to the width', () => {
  const text = writeTable([{ title: 'A' }, { title: 'Why', grows: true }], [['x', 'y'.repeat(200)]], 80);
  const row = text.split('\n')[2]!;
  expect(row).toHaveLength(80);
  expect(row.endsWith('…')).toBe(true);
});
