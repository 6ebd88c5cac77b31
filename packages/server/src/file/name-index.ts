import { bagOfHeader, compactHeader } from './header.ts';
import type { KnownTool, ToolColumn } from './known-export.ts';
import { historyNames, type KnownName, namesOfRole } from './known-general.ts';
import { knownTools } from './known-tool.ts';
import type { FileRole } from './mapping.ts';
import type { MeaningText } from './meaning.ts';

/** A known name of a column. `place` is its rank among the names of its meaning: the first is the most usual. */
export interface NamedMeaning {
  readonly meaning: MeaningText;
  readonly name: string;
  readonly language: 'en' | 'nl' | 'sv';
  readonly place: number;
}

/** Names by their letters and by their words. */
export interface NameIndex {
  readonly byLetters: ReadonlyMap<string, NamedMeaning>;
  readonly byWords: ReadonlyMap<string, NamedMeaning>;
}

const languages = ['en', 'nl', 'sv'] as const;

/** The first row that has a name keeps it; words that stand for two meanings stand for none. */
function indexNames(rows: readonly (readonly [MeaningText, ...(string | undefined)[]])[]): NameIndex {
  const byLetters = new Map<string, NamedMeaning>();
  const byWords = new Map<string, NamedMeaning | null>();
  for (const [meaning, ...texts] of rows) {
    for (const [i, language] of languages.entries()) {
      for (const [place, name] of (texts[i] ?? '').split('|').entries()) {
        if (name === '') continue;
        const entry: NamedMeaning = { meaning, name, language, place: place + i };
        const letters = compactHeader(name);
        if (!byLetters.has(letters)) byLetters.set(letters, entry);
        const words = bagOfHeader(name);
        const known = byWords.get(words);
        if (known === undefined) byWords.set(words, entry);
        else if (
          known !== null &&
          known.meaning !== meaning &&
          byLetters.get(compactHeader(known.name)) === known
        ) {
          // Two meanings in the same words ("Time Last Seen", "Last Seen"): only letters tell them apart.
          if (known.language === entry.language) byWords.set(words, null);
        }
      }
    }
  }
  const sure = [...byWords].filter(
    (pair): pair is [string, NamedMeaning] => pair[1] !== null && pair[0] !== '',
  );
  return { byLetters, byWords: new Map(sure) };
}

/** One index a role: its tables one after the other, the strongest first. */
export const generalIndex = Object.fromEntries(
  Object.entries(namesOfRole).map(([role, tables]) => [
    role,
    indexNames(tables.flat() as readonly KnownName[]),
  ]),
) as unknown as Readonly<Record<FileRole, NameIndex>>;

export const historyIndex: NameIndex = indexNames(historyNames);

export const toolIndexes: ReadonlyMap<KnownTool, NameIndex> = new Map(
  knownTools.map((tool) => [tool, indexNames(tool.columns as readonly ToolColumn[])] as const),
);

/** In how many tools a header stands: the fewer, the more it says of the tool. */
export const toolCounts: ReadonlyMap<string, number> = countTools();

function countTools(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { byLetters } of toolIndexes.values()) {
    for (const letters of byLetters.keys()) counts.set(letters, (counts.get(letters) ?? 0) + 1);
  }
  return counts;
}
