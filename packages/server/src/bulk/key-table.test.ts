import { expect, test } from 'vitest';
import { createKeyTable } from './key-table.ts';

test('finds the number of each of many keys, 0 for others, and refuses a key twice', () => {
  const table = createKeyTable();
  const keys = Array.from({ length: 5000 }, (_, i) => [i % 7 === 0 ? 0 : -i, Math.imul(i, 0x10000)] as const);
  for (const [i, [low, high]] of keys.entries()) expect(table.add(low, high, i)).toBe(true);
  for (const [low, high] of keys.slice(0, 100)) expect(table.add(low, high, 1)).toBe(false);
  const asked = Int32Array.from([...keys.flat(), 1, 1, -1, 0]);
  const found = new Int32Array(keys.length + 2);
  table.find(asked, found.length, found);
  expect([...found]).toEqual([...keys.keys(), 0, 0]);
});
