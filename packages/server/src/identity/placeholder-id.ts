/** Texts that programs send for an id when they have none. Two people who share one are not one person. */
const placeholders: ReadonlySet<string> = new Set([
  '0',
  '-1',
  '__proto__',
  '[]',
  '{}',
  '[object object]',
  'anonymous',
  'anon',
  'default',
  'distinct_id',
  'email',
  'false',
  'guest',
  'id',
  'n/a',
  'na',
  'nan',
  'nil',
  'none',
  'not_authenticated',
  'not_set',
  'null',
  'test',
  'true',
  'undefined',
  'unknown',
  'user',
  'userid',
  'user_id',
  'visitor',
  'xxx',
]);

/**
 * Whether an id stands for nobody: "null", "undefined", "guest", or an id of one repeated sign such as
 * 00000000-0000-0000-0000-000000000000. To join people by it would make one lead of all of them.
 */
export function isPlaceholderId(id: string): boolean {
  const text = id.trim().toLowerCase();
  return placeholders.has(text) || /^([0x?._])?\1*$/.test(text.replaceAll('-', ''));
}
