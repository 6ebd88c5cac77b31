import { compactHeader } from './header.ts';
import type { KnownTool } from './known-export.ts';
import { toolCounts, toolIndexes } from './name-index.ts';

export interface ToolMatch {
  readonly tool: KnownTool;
  /** The language of most of its headers. */
  readonly language: 'en' | 'nl' | 'sv';
}

/**
 * Recognises the tool that wrote a file by its headers. Headers that few tools share count most; at least half of the
 * headers must be the tool's, and two of them no other tool's (one where the tool explains every header), so that an
 * ordinary list of people belongs to none.
 */
export function findTool(headers: readonly string[]): ToolMatch | undefined {
  const letters = headers.map(compactHeader).filter((one) => one !== '');
  let best: { tool: KnownTool; score: number; languages: Record<'en' | 'nl' | 'sv', number> } | undefined;
  for (const [tool, index] of toolIndexes) {
    let score = 0;
    let matched = 0;
    let own = 0;
    const languages = { en: 0, nl: 0, sv: 0 };
    for (const one of letters) {
      const found = index.byLetters.get(one);
      if (found === undefined) continue;
      matched++;
      score += 1 / toolCounts.get(one)!;
      if (toolCounts.get(one) === 1) own++;
      languages[found.language]++;
    }
    if (matched * 2 < letters.length || own < (matched === letters.length ? 1 : 2)) continue;
    // Of two exports of one tool, the one that has more of the file's headers.
    const weighed = score + matched * 0.2;
    if (best === undefined || weighed > best.score) best = { tool, score: weighed, languages };
  }
  if (best === undefined) return undefined;
  const { tool, languages } = best;
  const language = (['en', 'nl', 'sv'] as const).reduce((a, b) => (languages[b] > languages[a] ? b : a));
  return { tool, language };
}

/** Returns the tool of that name, whatever its case. */
export function findToolByName(name: string): KnownTool | undefined {
  return [...toolIndexes.keys()].find((tool) => tool.name.toLowerCase() === name.trim().toLowerCase());
}
