import { readCountry } from '@leadline/core/derive';
import { CommandError } from '../command-error.ts';
import { readText } from './model-file.ts';

/** What a starting model is made of. Lists may be empty: their rules are then left out. */
export interface StartingAnswers {
  /** ISO 3166 codes. */
  readonly countries: readonly string[];
  readonly industries: readonly string[];
  /** People in the best companies: from, up to and including. */
  readonly size?: { readonly from: number; readonly to?: number };
  /** Words in job titles. */
  readonly roles: readonly string[];
  /** Beginnings of paths, such as /pricing. */
  readonly pages: readonly string[];
}

/** Answers as they are typed, given as flags or in a file. */
export interface AnswerTexts {
  readonly country?: string | undefined;
  readonly industry?: string | undefined;
  readonly size?: string | undefined;
  readonly role?: string | undefined;
  readonly page?: string | undefined;
}

const keys = ['country', 'industry', 'size', 'role', 'page'] as const;

/** Reads a JSON file of answers: a text or a list of texts for each key, any of which may be left out. */
export async function readAnswerFile(path: string): Promise<AnswerTexts> {
  let value: unknown;
  try {
    value = JSON.parse(await readText(path, 'answers'));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('error_answers', {
      file: path,
      detail: (error as Error).message.split('\n')[0] ?? '',
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandError('error_answers', { file: path, detail: '{ "country": "BE" }' });
  }
  const texts: Record<string, string> = {};
  for (const [key, answer] of Object.entries(value)) {
    if (!(keys as readonly string[]).includes(key)) {
      throw new CommandError('error_answer_key', { file: path, key, keys: keys.join(', ') });
    }
    texts[key] = Array.isArray(answer) ? answer.map(String).join(',') : String(answer ?? '');
  }
  return texts;
}

/** Returns answers as a model needs them. Throws CommandError for a country, a size or a page that is none. */
export function readAnswers(texts: AnswerTexts): StartingAnswers {
  const size = readSize(texts.size ?? '');
  return {
    countries: splitList(texts.country).map(readCountryCode),
    industries: splitList(texts.industry),
    ...(size === undefined ? {} : { size }),
    roles: splitList(texts.role),
    pages: splitList(texts.page).map(readPage),
  };
}

function splitList(text: string | undefined): string[] {
  const parts = (text ?? '').split(/[,;\n]/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

function readCountryCode(text: string): string {
  const code = readCountry(text)?.value;
  if (code === undefined || !/^[A-Z]{2}$/.test(code))
    throw new CommandError('error_country', { value: text });
  return code;
}

function readPage(text: string): string {
  if (text.startsWith('/')) return text;
  if (!URL.canParse(text)) return `/${text}`;
  return new URL(text).pathname;
}

function readSize(text: string): StartingAnswers['size'] {
  if (text.trim() === '') return undefined;
  const found = text.trim().match(/^(\d{1,7})\s*(?:[-–]\s*(\d{1,7})|\+)?$/);
  if (found === null) throw new CommandError('error_size', { value: text });
  const from = Number(found[1]);
  if (found[2] === undefined) return { from };
  const to = Number(found[2]);
  if (to <= from) throw new CommandError('error_size', { value: text });
  return { from, to };
}
