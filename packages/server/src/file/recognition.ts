import type { ValueKind } from '@leadline/core';
import { addFormats } from './column-format.ts';
import { findKind, fitsKind } from './column-kind.ts';
import { type FoundName, findName } from './column-name.ts';
import { type ColumnSample, sampleColumns, textsOf } from './column-sample.ts';
import type { FactFile } from './fact-file.ts';
import { FileError } from './file-error.ts';
import { findRole } from './file-role.ts';
import { bagOfHeader, compactHeader, nameField } from './header.ts';
import type { KnownTool } from './known-export.ts';
import type { ColumnMapping, FileRole, Mapping } from './mapping.ts';
import { applyOverride } from './mapping-override.ts';
import { getMeaning, type Meaning, meanings } from './meaning.ts';
import { type Message, writeMessage } from './message.ts';
import { historyIndex } from './name-index.ts';
import { findOutcome } from './outcome-text.ts';
import { findPlaceholders } from './placeholder.ts';
import type { SourceFile } from './source-shape.ts';
import { findTool, findToolByName } from './tool-match.ts';

export interface Recognition {
  readonly mapping: Mapping;
  readonly warnings: readonly Message[];
}

/**
 * Recognises what a file holds: its role, the tool it comes from, what every column means and how it is written; then
 * applies what the user said. A column that is not surely known keeps its own name. Throws FileError if the role cannot
 * be told, or if the user names a column that is not there.
 */
export function recogniseFile(source: SourceFile, file: FactFile): Recognition {
  const headers = source.table.columns;
  const given = file.role ?? file.mapping?.role;
  const named = file.mapping?.tool === undefined ? undefined : findToolByName(file.mapping.tool);
  const match = named === undefined ? findTool(headers) : { tool: named, language: 'en' as const };
  const tool =
    match !== undefined && (given === undefined || match.tool.role === given) ? match.tool : undefined;
  const found = tool === undefined ? findRole(headers) : { role: tool.role, isHistory: false };
  const role = given ?? found?.role;
  if (role === undefined) throw new FileError('role_unknown', source.name);
  const isHistory = found?.role === role && found.isHistory;
  const placeholders = findPlaceholders(tool?.name, file.placeholders);
  const samples = sampleColumns(source.table.sample, headers.length, placeholders);
  const warnings: Message[] = [];
  const isTracked = headers.some((header) => /^(anonymous|user)id$/.test(compactHeader(header)));
  const drafts = headers.map((header, index) =>
    draftColumn(header, index, role, tool, isHistory, isTracked, samples[index]!),
  );
  const settled = settleColumns(drafts, role, warnings);
  const language = match?.language ?? commonLanguage(drafts);
  const overridden = applyOverride(settled, file.mapping?.columns ?? [], source.name);
  const columns = addFormats(
    overridden,
    samples,
    file,
    { language, delimiter: source.shape.delimiter },
    warnings,
  );
  const mapping: Mapping = {
    role,
    ...(tool === undefined ? {} : { tool: tool.name }),
    ...(language === undefined ? {} : { language }),
    columns,
  };
  return { mapping, warnings };
}

interface Draft {
  readonly column: ColumnMapping;
  readonly name: FoundName | undefined;
  readonly sample: ColumnSample;
}

function draftColumn(
  header: string,
  index: number,
  role: FileRole,
  tool: KnownTool | undefined,
  isHistory: boolean,
  isTracked: boolean,
  sample: ColumnSample,
): Draft {
  if (compactHeader(header) === '') {
    const because = writeMessage('because_empty_name');
    return {
      column: { column: header, index, target: 'ignored', kind: 'text', sure: 'certain', because },
      name: undefined,
      sample,
    };
  }
  const history = isHistory
    ? (historyIndex.byLetters.get(compactHeader(header)) ?? historyIndex.byWords.get(bagOfHeader(header)))
    : undefined;
  const name: FoundName | undefined =
    history === undefined
      ? findName(header, role, tool)
      : {
          found: history,
          rank: 2,
          sure: 'likely',
          because: writeMessage('because_synonym', { name: history.meaning }),
        };
  if (name === undefined) return { column: keepColumn(header, index, role, sample), name, sample };
  const meaning = judgeByValues(getMeaning(name.found.meaning), role, tool, sample);
  // Many activities of one mail carry its id; only where a tracker wrote the file is it the activity's own.
  if (meaning.target === 'activityId' && compactHeader(header) === 'messageid' && !isTracked) {
    return { column: keepColumn(header, index, role, sample), name: undefined, sample };
  }
  // "Title" is a job in one tool and Mr. in another: without a tool and without values nothing tells.
  if (tool === undefined && /^titel$|^title$/.test(compactHeader(header)) && textsOf(sample).length === 0) {
    return { column: keepColumn(header, index, role, sample), name: undefined, sample };
  }
  const target =
    role === 'accounts' && (meaning.target === 'email' || meaning.target === 'leadId')
      ? 'field'
      : meaning.target;
  if (!fitsKind(meaning.kind, target, sample)) {
    const kept = keepColumn(header, index, role, sample);
    const because = writeMessage('because_values', { what: `no ${meaning.kind}s` });
    return { column: { ...kept, because }, name: undefined, sample };
  }
  if (role === 'outcomes' && target === 'field' && !personal.has(meaning.field ?? '')) {
    const because = writeMessage('because_not_about_lead', { what: 'deal' });
    return {
      column: { column: header, index, ...meaning, target: 'ignored', sure: name.sure, because },
      name,
      sample,
    };
  }
  return {
    column: { column: header, index, ...meaning, target, sure: name.sure, because: name.because },
    name,
    sample,
  };
}

/** What a row of a deal says of its person; the rest is of the deal, and would be known before the deal was. */
const personal = new Set(
  'email firstName middleName lastName fullName salutation jobTitle department company phone mobilePhone linkedin country city region'.split(
    ' ',
  ),
);

/** Where one header has two meanings, its values tell: a status that says won or lost, a title that says Mr. */
function judgeByValues(
  meaning: Meaning,
  role: FileRole,
  tool: KnownTool | undefined,
  sample: ColumnSample,
): Meaning {
  const texts = sample.texts;
  if (meaning === meanings.jobTitle && texts.length > 0) {
    const salutations = texts.filter((text) =>
      /^(mr|mrs|ms|miss|mx|dr|prof|sir|dhr|mevr|mw|de heer|mevrouw|herr|fru|hr|ir|drs)\.?$/i.test(text),
    );
    if (salutations.length * 2 > texts.length) return meanings.salutation;
  }
  if (role === 'leads' && tool === undefined && meaning === meanings.leadStatus) {
    if (texts.some((text) => ['won', 'lost'].includes(findOutcome(text) ?? ''))) return meanings.leadOutcome;
  }
  return meaning;
}

/** An unknown column under its own name; in a file of outcomes it is about the deal and left out. */
function keepColumn(header: string, index: number, role: FileRole, sample: ColumnSample): ColumnMapping {
  const kind: ValueKind = findKind(header, sample);
  const base = { column: header, index, kind, sure: 'certain' as const };
  const field = nameField(
    header.replace(/^(properties|property|props|data|traits|context)[._ ]+(?=\S)/i, ''),
  );
  if (role === 'outcomes') {
    return {
      ...base,
      target: 'ignored',
      field,
      because: writeMessage('because_not_about_lead', { what: 'deal' }),
    };
  }
  return {
    ...base,
    target: role === 'activities' ? 'property' : 'field',
    field,
    because: writeMessage('because_unknown'),
  };
}

/** Targets that several columns may have; of the others, the surest column is it. */
const repeatable = new Set(['ignored', 'counter', 'property']);

/** Gives every meaning to one column, and every other column a name of its own. */
function settleColumns(drafts: readonly Draft[], role: FileRole, warnings: Message[]): ColumnMapping[] {
  const keyOf = ({ column }: Draft): string | undefined => {
    if (column.target === 'field') return `field ${column.field}`;
    if (column.target === 'counter') return `counter ${column.activity}`;
    if (column.target === 'counterDate') return `counterDate ${column.activity}`;
    if (column.target === 'rowDate') return `rowDate ${column.field}`;
    if (column.target === 'outcome' || column.target === 'outcomeDate' || column.target === 'outcomeReason') {
      return `${column.target} ${column.outcome ?? ''} ${column.kind}`;
    }
    return repeatable.has(column.target) ? undefined : column.target;
  };
  const best = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = keyOf(draft);
    if (key === undefined) continue;
    const known = best.get(key);
    if (known === undefined || (draft.name?.rank ?? 9) < (known.name?.rank ?? 9)) best.set(key, draft);
  }
  const used = new Set<string>();
  for (const draft of best.values()) if (draft.column.field !== undefined) used.add(draft.column.field);
  return drafts.map((draft) => {
    const { column } = draft;
    if (compactHeader(column.column) === '') {
      if (textsOf(draft.sample).length > 0)
        warnings.push(writeMessage('column_unnamed', { index: column.index + 1 }));
      return column;
    }
    const key = keyOf(draft);
    const winner = key === undefined ? undefined : best.get(key);
    if (winner === undefined || winner === draft) return column;
    const kept = keepColumn(column.column, column.index, role, draft.sample);
    if (kept.field === undefined) return kept;
    const field = findFreeName(kept.field, used);
    used.add(field);
    const taken = winner.column.field ?? winner.column.target;
    if (winner.column.column === column.column)
      warnings.push(writeMessage('column_repeated', { column: column.column, field }));
    return {
      ...kept,
      field,
      because: writeMessage('because_second', { column: winner.column.column, field: taken }),
    };
  });
}

function findFreeName(name: string, used: ReadonlySet<string>): string {
  if (!used.has(name)) return name;
  for (let i = 2; ; i++) if (!used.has(`${name}${i}`)) return `${name}${i}`;
}

function commonLanguage(drafts: readonly Draft[]): 'en' | 'nl' | 'sv' | undefined {
  const counts = { en: 0, nl: 0, sv: 0 };
  for (const { name } of drafts) if (name !== undefined) counts[name.found.language]++;
  const [first] = (['en', 'nl', 'sv'] as const).toSorted((a, b) => counts[b] - counts[a]);
  return counts[first!] > 0 ? first : undefined;
}
