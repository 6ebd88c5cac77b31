import { FileError } from './file-error.ts';
import { compactHeader } from './header.ts';
import { type ColumnMapping, type ColumnOverride, columnTargets } from './mapping.ts';
import { writeMessage } from './message.ts';

/** What of an override says what a column means; the others say how it is written. */
const meaningKeys = ['target', 'field', 'activity', 'outcome', 'of', 'kind'] as const;
const kinds = ['text', 'number', 'boolean', 'date', 'list', 'range', 'money'];

/**
 * Puts what the user says of columns over what was recognised. A column is named by its header, as written or but for
 * case and signs. What is as recognised keeps its reason, so a whole printed mapping can be given back.
 * Throws FileError for a column that is not in the file, an unknown target or kind, a field without a name.
 */
export function applyOverride(
  columns: readonly ColumnMapping[],
  overrides: readonly ColumnOverride[],
  name: string,
): ColumnMapping[] {
  const result = [...columns];
  for (const override of overrides) {
    const place = findPlace(columns, override);
    if (place < 0) {
      const known = columns.map(({ column }) => `"${column}"`).join(', ');
      throw new FileError('mapping_column_missing', name, { column: override.column, columns: known });
    }
    checkOverride(override, name);
    const before = result[place]!;
    const { column: _column, ...said } = override;
    const { index: _index, sure: _sure, because: _because, ...change } = said as Partial<ColumnMapping>;
    // Another target takes over only what it can use: a field or property its name.
    const target = change.target ?? before.target;
    const { column, index, kind, field } = before;
    const named = field !== undefined && (target === 'field' || target === 'property') ? { field } : {};
    const base = target === before.target ? before : { column, index, kind, ...named };
    const isSame = meaningKeys.every((key) => change[key] === undefined || change[key] === before[key]);
    const reason = isSame ? {} : { sure: 'given' as const, because: writeMessage('because_override') };
    const after = {
      sure: before.sure,
      because: before.because,
      ...base,
      ...change,
      ...reason,
    } as ColumnMapping;
    if ((after.target === 'field' || after.target === 'property') && (after.field ?? '') === '') {
      throw new FileError('mapping_invalid', name, {
        detail: `column "${override.column}" becomes a ${after.target} and names none; give field`,
      });
    }
    if ((after.target === 'counter' || after.target === 'counterDate') && (after.activity ?? '') === '') {
      throw new FileError('mapping_invalid', name, {
        detail: `column "${override.column}" counts no activity; give activity`,
      });
    }
    result[place] = after;
  }
  return result;
}

/** Two columns of one name are told apart by the index that a printed mapping carries. */
function findPlace(columns: readonly ColumnMapping[], override: ColumnOverride): number {
  const index = (override as Partial<ColumnMapping>).index;
  if (index !== undefined && columns[index]?.column === override.column) return index;
  const exact = columns.findIndex(({ column }) => column === override.column);
  if (exact >= 0) return exact;
  const letters = compactHeader(override.column);
  return columns.findIndex(({ column }) => compactHeader(column) === letters);
}

function checkOverride(override: ColumnOverride, name: string): void {
  if (override.target !== undefined && !columnTargets.includes(override.target)) {
    const detail = `target "${override.target}" of column "${override.column}" is unknown; use one of ${columnTargets.join(', ')}`;
    throw new FileError('mapping_invalid', name, { detail });
  }
  if (override.kind !== undefined && !kinds.includes(override.kind)) {
    const detail = `kind "${override.kind}" of column "${override.column}" is unknown; use one of ${kinds.join(', ')}`;
    throw new FileError('mapping_invalid', name, { detail });
  }
}
