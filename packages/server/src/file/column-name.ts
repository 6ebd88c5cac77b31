import { bagOfHeader, compactHeader, splitHeader } from './header.ts';
import type { KnownTool } from './known-export.ts';
import { lexicon } from './lexicon.ts';
import type { FileRole, Sureness } from './mapping.ts';
import { type Message, writeMessage } from './message.ts';
import { generalIndex, type NamedMeaning, type NameIndex, toolIndexes } from './name-index.ts';

/** What a header was recognised as. A lower `rank` is the surer; it decides between two columns of one meaning. */
export interface FoundName {
  readonly found: NamedMeaning;
  readonly rank: number;
  readonly sure: Sureness;
  readonly because: Message;
}

const languageNames = { en: 'English', nl: 'Dutch', sv: 'Swedish' } as const;
/** Words before a name that say whose it is, in a file that has only theirs. */
const entities = new Set([
  'contact',
  'person',
  'prospect',
  'property',
  'properties',
  'merge',
  'lead',
  'kontakt',
  'contactpersoon',
  'persoon',
]);

/**
 * Finds what a header means: first among the columns of the tool, then among the usual names of the role, then among
 * what all tools agree on; by letters, by words, and last by one wrong letter. Undefined rather than a guess.
 */
export function findName(header: string, role: FileRole, tool: KnownTool | undefined): FoundName | undefined {
  const letters = compactHeader(header);
  const words = bagOfHeader(header);
  if (letters === '') return undefined;
  if (tool !== undefined) {
    const index = toolIndexes.get(tool)!;
    const exact = index.byLetters.get(letters);
    if (exact !== undefined)
      return { found: exact, rank: 0, sure: 'certain', because: toolReason(exact, tool) };
    const same = index.byWords.get(words);
    if (same !== undefined)
      return {
        found: same,
        rank: 1,
        sure: 'likely',
        because: writeMessage('because_words', { name: same.name }),
      };
  }
  const general = generalIndex[role];
  const usual = general.byLetters.get(letters);
  if (usual !== undefined) return synonym(usual, 2, 'likely');
  const spoken = general.byWords.get(words);
  if (spoken !== undefined) {
    return {
      found: spoken,
      rank: 3,
      sure: 'likely',
      because: writeMessage('because_words', { name: spoken.name }),
    };
  }
  // Beside activities stand properties of their own: a contact's type is no type of activity.
  const bare = role === 'activities' ? undefined : findWithoutEntity(header, general);
  if (bare !== undefined) return bare;
  const agreed = findAgreed(letters, words, role);
  if (agreed !== undefined) return agreed;
  return findMisspelt(header, letters, [general, ...(tool === undefined ? [] : [toolIndexes.get(tool)!])]);
}

function toolReason(found: NamedMeaning, tool: KnownTool): Message {
  if (found.language === 'en') return writeMessage('because_tool', { name: found.name, tool: tool.name });
  return writeMessage('because_tool_language', {
    name: found.name,
    tool: tool.name,
    language: languageNames[found.language],
  });
}

const synonym = (found: NamedMeaning, rank: number, sure: Sureness): FoundName => ({
  found,
  rank: rank + found.place / 100,
  sure,
  because: writeMessage('because_synonym', { name: found.meaning.split(':')[0]! }),
});

/** "Contact City" in a file of leads is the city; "Lead - Title" is the title of a deal to be, not a job. */
function findWithoutEntity(header: string, index: NameIndex): FoundName | undefined {
  const [entity, ...rest] = splitHeader(header);
  if (entity === undefined || rest.length === 0 || !entities.has(entity)) return undefined;
  const found = index.byLetters.get(rest.join('')) ?? index.byWords.get(bagOfHeader(rest.join(' ')));
  if (found === undefined) return undefined;
  // "Property ID" is no lead; the ids that are have names of their own.
  if (found.meaning === 'leadId') return undefined;
  if (entity === 'lead' && (found.meaning === 'jobTitle' || found.meaning === 'company')) return undefined;
  return synonym(found, 3.5, 'likely');
}

/** What every tool that has the header (and files of this role) means by it. */
function findAgreed(letters: string, words: string, role: FileRole): FoundName | undefined {
  for (const key of ['byLetters', 'byWords'] as const) {
    const found: NamedMeaning[] = [];
    for (const [tool, index] of toolIndexes) {
      if (tool.role !== role) continue;
      const one = index[key].get(key === 'byLetters' ? letters : words);
      if (one !== undefined) found.push(one);
    }
    const first = found[0];
    if (first !== undefined)
      return found.every((one) => one.meaning === first.meaning) ? synonym(first, 4, 'likely') : undefined;
  }
  return undefined;
}

/**
 * One wrong, missing, added or swapped letter inside a long word that is no known word itself, and only if one meaning
 * is that near: "Last Date" is no misspelt "Lost Date".
 */
function findMisspelt(header: string, letters: string, indexes: readonly NameIndex[]): FoundName | undefined {
  if (letters.length < 8) return undefined;
  const odd = splitHeader(header).filter((word) => !isKnownWord(word));
  if (odd.length !== 1 || odd[0]!.length < 6 || /\d/.test(odd[0]!)) return undefined;
  let near: NamedMeaning | undefined;
  for (const index of indexes) {
    for (const [name, found] of index.byLetters) {
      if (Math.abs(name.length - letters.length) > 1 || name[0] !== letters[0] || !isOneEdit(name, letters))
        continue;
      if (name.replace(/\D/g, '') !== letters.replace(/\D/g, '')) continue;
      if (near !== undefined && near.meaning !== found.meaning) return undefined;
      near = found;
    }
  }
  if (near === undefined) return undefined;
  return {
    found: near,
    rank: 5,
    sure: 'guessed',
    because: writeMessage('because_spelling', { name: near.name }),
  };
}

let vocabulary: Set<string> | undefined;
function isKnownWord(word: string): boolean {
  vocabulary ??= new Set([
    ...lexicon.keys(),
    ...Object.values(generalIndex).flatMap((index) =>
      [...index.byLetters.values()].flatMap(({ name }) => splitHeader(name)),
    ),
  ]);
  return vocabulary.has(word);
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns one text into the other. */
function isOneEdit(a: string, b: string): boolean {
  if (a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
