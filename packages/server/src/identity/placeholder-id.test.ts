import { expect, test } from 'vitest';
import { isPlaceholderId } from './placeholder-id.ts';

test.each([
  'null',
  ' Undefined ',
  '0',
  '[object Object]',
  '00000000-0000-0000-0000-000000000000',
  '---',
  'xxxx',
  '__proto__',
])('"%s" stands for nobody', (id) => expect(isPlaceholderId(id)).toBe(true));

test.each(['1', '11', '007', 'ann@acme.example', 'x1', 'Nils', 'd9b2d63d-a233-4123-847a-7090d1b6ad4c'])(
  '"%s" is an id',
  (id) => expect(isPlaceholderId(id)).toBe(false),
);
