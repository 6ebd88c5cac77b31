import {
  hintTexts,
  type ProblemCode,
  problemFrames,
  problemTexts,
  type SubjectKind,
} from './problem-text.ts';

export type { ProblemCode } from './problem-text.ts';

/** Keys and indexes from the model down to a value. */
export type Path = readonly (string | number)[];

/** The nearest thing with a name around a problem, such as the rule it is in. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name?: string;
}

/** What is wrong, before anyone has looked up where it stands in the text. */
export interface Finding {
  readonly code: ProblemCode;
  readonly path: Path;
  /** What the template of the code has between braces; `where` is made from the path if it is not given. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** The finding is about the key at the end of the path, not about its value. */
  readonly aboutKey?: boolean;
}

/** Something wrong with a model (`error`: it cannot be used), or likely not what was meant (`hint`). */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'hint';
  readonly path: Path;
  readonly subject: Subject;
  readonly params: Readonly<Record<string, string>>;
  /** In English; `describeProblem` gives it in another language. */
  readonly message: string;
  readonly file?: string;
  /** 1-based, as is `column`; absent where the model did not come from text. */
  readonly line?: number;
  readonly column?: number;
}

/** A model that cannot be used. The message lists the problems, one a line. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.problems = problems;
  }
}

/** Where in a text something stands. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Makes a problem of a finding. `root` is the document as plain values, for the names of rules and the like. */
export function toProblem(finding: Finding, root: unknown, file?: string, position?: Position): Problem {
  const { subject, rest } = findSubject(finding.path, root);
  const params: Record<string, string> = { where: describePath(rest) };
  for (const [name, param] of Object.entries(finding.params ?? {})) params[name] = String(param);
  const problem = {
    code: finding.code,
    severity: finding.code in hintTexts ? ('hint' as const) : ('error' as const),
    path: finding.path,
    subject,
    params,
    ...(file === undefined ? {} : { file }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
  };
  return { ...problem, message: describeProblem(problem) };
}

/** The templates of problems in one language. */
export interface ProblemCatalogue {
  readonly texts: Readonly<Record<ProblemCode, string>>;
  readonly frames: typeof problemFrames;
}

const english: ProblemCatalogue = { texts: problemTexts, frames: problemFrames };

/**
 * A problem as a sentence, with where it stands at the end.
 *
 * @example describeProblem(problem)
 * // Cannot read rule "Big company": points must be a number, got "ten" (model.yaml:14:9)
 */
export function describeProblem(
  problem: Omit<Problem, 'message'>,
  { texts, frames }: ProblemCatalogue = english,
): string {
  const { kind, name } = problem.subject;
  const params = { ...problem.params, where: problem.params.where || frames.it };
  const sentence = fillTemplate(frames[problem.severity], {
    subject: fillTemplate(frames.subjects[kind], { name: name ?? '' }),
    what: fillTemplate(texts[problem.code], params),
  });
  const { file, line, column } = problem;
  if (line === undefined) return file === undefined ? sentence : `${sentence} (${file})`;
  const position = file === undefined ? fillTemplate(frames.position, { line, column: column ?? 1 }) : '';
  return `${sentence} (${position || `${file}:${line}:${column}`})`;
}

/** Puts params between braces into a template; a part between `[[` and `]]` goes if its param is missing. */
export function fillTemplate(
  template: string,
  params: Readonly<Record<string, string | number | undefined>>,
): string {
  const whole = template.replace(/\[\[(.*?)\]\]/g, (_, part: string) => {
    const names = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    return names.every((name) => params[name] !== undefined) ? part : '';
  });
  return whole.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** A value as an error quotes it: short, on one line, text between quotes. */
export function quoteValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value !== 'string') return String(value);
  const characters = [...value.slice(0, 120)];
  const short = characters.length > 60 || value.length > 120 ? `${characters.slice(0, 59).join('')}…` : value;
  return `"${short.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\uFFFD')}"`;
}

/** The rest of a path as people read it; places in a list count from 1. */
function describePath(path: Path): string {
  let text = '';
  for (const step of path) {
    const part = typeof step === 'number' ? String(step + 1) : shorten(step);
    text += text === '' ? part : typeof step === 'number' ? ` ${part}` : ` › ${part}`;
  }
  return text;
}

function shorten(key: string): string {
  const clean = key.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}

/** Which paths have a name of their own, the longest first; `*` is any step. */
const named: readonly (readonly [SubjectKind, readonly string[]])[] = [
  ['rule', ['dimensions', '*', 'groups', '*', 'rules', '*']],
  ['rule', ['personas', '*', 'groups', '*', 'rules', '*']],
  ['group', ['dimensions', '*', 'groups', '*']],
  ['group', ['personas', '*', 'groups', '*']],
  ['dimension', ['dimensions', '*']],
  ['persona', ['personas', '*']],
  ['stage', ['stages', '*']],
  ['disqualification', ['disqualify', '*']],
  ['combination', ['combinations', '*']],
  ['expectation', ['expect', '*']],
];

function findSubject(path: Path, root: unknown): { subject: Subject; rest: Path } {
  for (const [kind, pattern] of named) {
    if (path.length < pattern.length || !pattern.every((step, i) => step === '*' || step === path[i]))
      continue;
    const owner = path.slice(0, pattern.length);
    return { subject: { kind, name: findName(owner, root) }, rest: path.slice(pattern.length) };
  }
  return { subject: { kind: 'model' }, rest: path };
}

function findName(path: Path, root: unknown): string {
  const value = getAt(root, path);
  if (typeof value === 'object' && value !== null) {
    for (const key of ['name', 'reason', 'id']) {
      const name = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      if (typeof name === 'string' && name !== '') return shorten(name);
    }
  }
  const last = path.at(-1) ?? '';
  return typeof last === 'number' ? `#${last + 1}` : shorten(last);
}

/** The value at a path of plain values; undefined where there is none. */
export function getAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
