import { type Pattern, parsePattern } from './pattern.ts';

/**
 * A pattern ready to search with. Searching takes time in proportion to the text whatever the pattern: the states of
 * its automaton (sets of places in the pattern) are made as texts meet them, and thrown away when there are too many.
 */
export interface PatternSearch {
  readonly pattern: Pattern;
  /** Instructions of the automaton: what to read at each place, and where to go on. */
  readonly program: Program;
  /** Class of each ASCII code; characters of one class are alike to the pattern. */
  readonly asciiClass: Uint8Array;
  readonly otherClass: ReadonlyMap<number, number>;
  readonly classCount: number;
  /** One character of each class, to try the pattern's places on; -1 stands for any character it does not name. */
  readonly samples: readonly number[];
  states: State[];
  stateOf: Map<string, number>;
}

interface Program {
  readonly op: number[];
  /** Character, index of a class, or first place to go on. */
  readonly x: number[];
  /** Second place to go on. */
  readonly y: number[];
  readonly classes: { negated: boolean; ranges: readonly (readonly [number, number])[] }[];
}

interface State {
  readonly places: readonly number[];
  /** State after a character of each class; -1 where not yet made. */
  readonly next: Int32Array;
  readonly found: boolean;
  readonly foundAtEnd: boolean;
}

const [opCharacter, opAny, opClass, opSplit, opStart, opEnd, opFound] = [0, 1, 2, 3, 4, 5, 6];
const maxStates = 2000;

/** @throws PatternError where the pattern cannot be read */
export function compilePattern(source: string): PatternSearch {
  const pattern = parsePattern(source);
  const program: Program = { op: [], x: [], y: [], classes: [] };
  emit(program, pattern);
  push(program, opFound, 0, 0);
  return { pattern, program, ...alphabet(program), states: [], stateOf: new Map() };
}

/** True if the pattern is found anywhere in the text, which is folded already. */
export function matchesPattern(search: PatternSearch, text: string): boolean {
  if (search.states.length === 0) startStates(search);
  let state = search.states[0]!;
  for (let i = 0; i < text.length; i++) {
    if (state.found) return true;
    let code = text.charCodeAt(i);
    let symbol: number;
    if (code < 0x80) symbol = search.asciiClass[code]!;
    else {
      if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) code = text.codePointAt(i++)!;
      symbol = search.otherClass.get(code) ?? 0;
    }
    const next = state.next[symbol]!;
    state = next >= 0 ? search.states[next]! : advance(search, state, symbol);
  }
  return state.found || state.foundAtEnd;
}

function push(program: Program, op: number, x: number, y: number): number {
  program.x.push(x);
  program.y.push(y);
  return program.op.push(op) - 1;
}

/** Appends the instructions of a pattern; what follows them is what comes next. */
function emit(program: Program, pattern: Pattern): void {
  switch (pattern.kind) {
    case 'text':
      for (const character of pattern.text) push(program, opCharacter, character.codePointAt(0)!, 0);
      return;
    case 'any':
      push(program, opAny, 0, 0);
      return;
    case 'class':
      push(program, opClass, program.classes.push(pattern) - 1, 0);
      return;
    case 'start':
      push(program, opStart, 0, 0);
      return;
    case 'end':
      push(program, opEnd, 0, 0);
      return;
    case 'sequence':
      for (const part of pattern.parts) emit(program, part);
      return;
    case 'alternatives':
      emitAlternatives(program, pattern.parts);
      return;
    case 'repeat':
      emitRepeat(program, pattern.part, pattern.min, pattern.max);
  }
}

function emitAlternatives(program: Program, parts: readonly Pattern[]): void {
  const ends: number[] = [];
  parts.forEach((part, i) => {
    const split = i < parts.length - 1 ? push(program, opSplit, program.op.length + 1, 0) : undefined;
    emit(program, part);
    if (split === undefined) return;
    ends.push(push(program, opSplit, 0, 0));
    program.y[split] = program.op.length;
  });
  for (const end of ends) program.x[end] = program.y[end] = program.op.length;
}

function emitRepeat(program: Program, part: Pattern, min: number, max: number): void {
  for (let i = 0; i < min; i++) emit(program, part);
  if (max === Number.POSITIVE_INFINITY) {
    const loop = push(program, opSplit, program.op.length + 1, 0);
    emit(program, part);
    push(program, opSplit, loop, loop);
    program.y[loop] = program.op.length;
    return;
  }
  const exits: number[] = [];
  for (let i = min; i < max; i++) {
    exits.push(push(program, opSplit, program.op.length + 1, 0));
    emit(program, part);
  }
  for (const exit of exits) program.y[exit] = program.op.length;
}

/** Groups characters that every place of the program takes alike; class 0 is all characters it does not name. */
function alphabet(
  program: Program,
): Pick<PatternSearch, 'asciiClass' | 'otherClass' | 'classCount' | 'samples'> {
  const named = new Set<number>();
  program.op.forEach((op, place) => {
    if (op === opCharacter) named.add(program.x[place]!);
  });
  const classOf = new Map<string, number>([[signature(program, named, -1), 0]]);
  const samples = [-1];
  const classOfCode = (code: number): number => {
    const key = signature(program, named, code);
    const known = classOf.get(key);
    if (known !== undefined) return known;
    classOf.set(key, samples.length);
    return samples.push(code) - 1;
  };
  const asciiClass = Uint8Array.from({ length: 128 }, (_, code) => classOfCode(code));
  const otherClass = new Map<number, number>();
  for (const code of named) if (code >= 0x80) otherClass.set(code, classOfCode(code));
  return { asciiClass, otherClass, classCount: samples.length, samples };
}

function signature(program: Program, named: ReadonlySet<number>, code: number): string {
  const inClasses = program.classes.map((set) => (inClass(set, code) ? '1' : '0')).join('');
  return `${named.has(code) ? code : ''} ${inClasses}`;
}

function inClass(set: Program['classes'][number], code: number): boolean {
  return set.ranges.some(([from, to]) => code >= from && code <= to) !== set.negated;
}

/** State 0 is the beginning of the text. */
function startStates(search: PatternSearch): void {
  search.states = [];
  search.stateOf = new Map();
  addState(search, [0], true);
}

function addState(search: PatternSearch, seeds: readonly number[], atStart: boolean): number {
  const places = reach(search.program, seeds, atStart, false);
  const key = `${atStart ? '^' : ''}${places.join()}`;
  const known = search.stateOf.get(key);
  if (known !== undefined) return known;
  const last = search.program.op.length - 1;
  search.states.push({
    places,
    next: new Int32Array(search.classCount).fill(-1),
    found: places.includes(last),
    foundAtEnd: reach(search.program, seeds, atStart, true).includes(last),
  });
  search.stateOf.set(key, search.states.length - 1);
  return search.states.length - 1;
}

/** Places that can be reached from `seeds` without reading a character, ascending. */
function reach(program: Program, seeds: readonly number[], atStart: boolean, atEnd: boolean): number[] {
  const seen = new Set<number>();
  const stack = [...seeds];
  while (stack.length > 0) {
    const place = stack.pop()!;
    if (seen.has(place)) continue;
    seen.add(place);
    const op = program.op[place];
    if (op === opSplit) stack.push(program.x[place]!, program.y[place]!);
    else if ((op === opStart && atStart) || (op === opEnd && atEnd)) stack.push(place + 1);
  }
  return [...seen].sort((a, b) => a - b);
}

function advance(search: PatternSearch, state: State, symbol: number): State {
  const { program } = search;
  const code = search.samples[symbol]!;
  // Place 0 again: the search may begin at any character.
  const seeds = [0];
  for (const place of state.places) {
    const op = program.op[place];
    if (
      op === opAny ||
      (op === opCharacter && program.x[place] === code) ||
      (op === opClass && inClass(program.classes[program.x[place]!]!, code))
    ) {
      seeds.push(place + 1);
    }
  }
  if (search.states.length >= maxStates) startStates(search);
  const next = addState(search, seeds, false);
  state.next[symbol] = next;
  return search.states[next]!;
}
