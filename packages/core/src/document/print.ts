import { type Model, modelSchema } from '../model.ts';

/** No printed line is longer, but for keys that are longer themselves. */
const width = 120;

/**
 * A model as YAML, always the same for the same model: keys in the order of the grammar, ids and lists in their own
 * order, short rules on one line. `parseModel` of it equals the model.
 */
export function printModel(model: Model): string {
  const lines: string[] = [];
  printEntries(toOrdered(model), [], 0, lines);
  return `${lines.join('\n')}\n`;
}

/** A model as JSON with its keys in the order of the grammar, indented by two. */
export function printModelJson(model: Model): string {
  return `${JSON.stringify(toOrdered(model), undefined, 2)}\n`;
}

/** The schema puts known keys in its own order; keys that people chose stay as they are. */
function toOrdered(model: Model): Record<string, unknown> {
  return modelSchema.parse(model);
}

/** Maps whose entries always get lines of their own, however short: `*` is any step. */
const opened: readonly (readonly string[])[] = [
  ['dimensions'],
  ['dimensions', '*'],
  ['dimensions', '*', 'groups'],
  ['dimensions', '*', 'groups', '*'],
  ['dimensions', '*', 'groups', '*', 'rules'],
  ['personas'],
  ['personas', '*', 'groups', '*', 'rules'],
  ['disqualify'],
  ['stages'],
  ['combinations'],
  ['expect'],
];

type Steps = readonly string[];

function isOpened(path: Steps): boolean {
  return opened.some(
    (steps) => steps.length === path.length && steps.every((step, i) => step === '*' || step === path[i]),
  );
}

function printEntries(map: Record<string, unknown>, path: Steps, indent: number, lines: string[]): void {
  for (const [key, value] of Object.entries(map)) {
    if (value !== undefined)
      printValue(`${' '.repeat(indent)}${printKey(key)}:`, value, [...path, key], indent, lines);
  }
}

/** Prints a value after `start` (a key with its colon, or a dash), on the same line if it fits. */
function printValue(start: string, value: unknown, path: Steps, indent: number, lines: string[]): void {
  const inline = `${start} ${typeof value === 'string' ? printAlone(value) : printInline(value)}`;
  const isCollection = typeof value === 'object' && value !== null;
  const mustOpen = isOpened(path) && isCollection && Object.keys(value).length > 0;
  if (!mustOpen && inline.length <= width) {
    lines.push(inline);
  } else if (Array.isArray(value)) {
    if (start !== '') lines.push(start);
    for (const item of value) printItem(item, [...path, '*'], indent + 2, lines);
  } else if (isCollection) {
    lines.push(start);
    printEntries(value as Record<string, unknown>, path, indent + 2, lines);
  } else if (typeof value === 'string') {
    printLongText(start, value, indent + 2, lines);
  } else {
    lines.push(inline);
  }
}

/** An entry of a list: on one line behind its dash, or its first key there and the others below. */
function printItem(item: unknown, path: Steps, indent: number, lines: string[]): void {
  const margin = ' '.repeat(indent);
  const inline = `${margin}- ${typeof item === 'string' ? printAlone(item) : printInline(item)}`;
  if (inline.length <= width) {
    lines.push(inline);
  } else if (typeof item === 'string') {
    printLongText(`${margin}-`, item, indent + 2, lines);
  } else {
    const inner: string[] = [];
    if (Array.isArray(item)) for (const child of item) printItem(child, [...path, '*'], indent + 2, inner);
    else printEntries(item as Record<string, unknown>, path, indent + 2, inner);
    const [first = '', ...others] = inner;
    lines.push(`${margin}- ${first.trimStart()}`, ...others);
  }
}

/** A value on one line, in brackets where it holds others. */
export function printInline(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value)) return `[${value.map(printInline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return '{}';
    return `{ ${entries.map(([key, inner]) => `${printKey(key)}: ${printInline(inner)}`).join(', ')} }`;
  }
  return String(value);
}

/** Text that YAML reads as the same text without quotes, in a list or map in brackets as well. */
const plain = /^[\p{L}_/](?:[\p{L}\p{M}\p{N}_/.+()'%&;€$-]|:(?=[^\s,[\]{}])|[ ](?=[\p{L}\p{N}_/(&+€$]))*$/u;
const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
/** A key is text whatever it looks like, so the numbers of grades go without quotes there. */
const wholeNumber = /^(?:0|[1-9][0-9]{0,14})$/;

function printKey(key: string): string {
  return wholeNumber.test(key) ? key : printText(key);
}

function printText(text: string): string {
  return plain.test(text) && !reserved.test(text) ? text : quote(text);
}

/** Outside brackets commas and brackets mean nothing either. */
function printAlone(text: string): string {
  return printText(text.replaceAll(/(?<=.)[,[\]{}]/gs, '.')).startsWith('"') ? quote(text) : text;
}

/** Double quotes as in JSON, which YAML reads alike, with what a line may not hold escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text over several lines: a backslash at the end of each, so that nothing is added where they meet. */
function printLongText(start: string, text: string, indent: number, lines: string[]): void {
  const margin = ' '.repeat(indent);
  let line = `${start} "`;
  let word = '';
  const flush = () => {
    if (line.length + word.length > width - 2 && line.trim() !== '"') {
      lines.push(`${line}\\`);
      line = margin;
      if (word.startsWith(' ')) line += '\\';
    }
    line += word;
    word = '';
  };
  for (const character of text) {
    const piece = quote(character).slice(1, -1);
    word += piece;
    // A line may not begin with a blank, so a word takes the blanks after it along.
    if (character === ' ' || word.length >= 60) flush();
  }
  flush();
  lines.push(`${line}"`);
}
