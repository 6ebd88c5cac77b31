import type { Activity, PlainValue } from '@leadline/core';
import { activityId, fingerprint, writeContent } from './activity-id.ts';
import { findActivityType } from './activity-type.ts';
import { type CellProblem, readField, readTextOf } from './row-plan.ts';
import {
  checkRepeat,
  keepAsText,
  problemAt,
  type RowContext,
  type RowResult,
  readIdentity,
} from './row-reader.ts';
import { Problem, type TableRow } from './table.ts';

/** Returns a reader of rows of activities. It counts rows of equal content, so a file needs one of its own. */
export function createActivityRowReader(): (row: TableRow, context: RowContext) => RowResult {
  const counts = new Map<number, number>();
  return (row, context) => {
    const { plan, sink, source, knownAt } = context;
    const { only } = plan;
    const lead = readActor(row, context);
    if (lead === undefined)
      return problemAt(only.leadId ?? only.email ?? only.anonymousId, row, new Problem('lead_missing'));
    const named = readTextOf(only.type, row.cells) ?? context.activityType;
    if (named === undefined) return problemAt(only.type, row, new Problem('activity_type_missing'));
    const at = only.at?.readTime(row.cells[only.at.index]) ?? null;
    if (at === null) return problemAt(only.at, row, new Problem('activity_date_missing'));
    if (at instanceof Problem) return problemAt(only.at, row, at);
    const properties = readProperties(row, context);
    if (properties !== undefined && isProblem(properties)) return properties;
    const automated = only.automated?.read(row.cells[only.automated.index]) ?? null;
    if (automated instanceof Problem) return problemAt(only.automated, row, automated);
    const type = findActivityType(named) ?? named;
    if (type === named && findActivityType(named) === undefined && context.tally.ownTypes.size < 20)
      context.tally.ownTypes.add(type);
    let id = readTextOf(only.activityId, row.cells);
    if (id !== null) {
      const repeat = checkRepeat(id, row, context, only.activityId);
      if (repeat !== 'accepted') return repeat;
    } else {
      const content = { identity: lead, type, at, properties };
      const print = fingerprint(writeContent(content));
      const nth = (counts.get(print) ?? 0) + 1;
      counts.set(print, nth);
      id = activityId(content, nth);
    }
    const activity: Activity = {
      lead,
      type,
      at,
      ...(properties === undefined ? {} : { properties }),
      ...(automated === true ? { automated } : {}),
      source,
      id,
      knownAt,
    };
    context.registry.see(lead);
    sink.activities.push(activity);
    return 'accepted';
  };
}

/** Who did it: a lead, else an anonymous identity. Where a row names both, they are one. */
function readActor(row: TableRow, context: RowContext): string | undefined {
  const lead = readIdentity(row, context);
  const anonymous = readTextOf(context.plan.only.anonymousId, row.cells);
  if (anonymous === null) return lead;
  if (lead !== undefined) {
    context.registry.join(anonymous, lead);
    return lead;
  }
  return anonymous;
}

type Properties = Record<string, PlainValue>;

const isProblem = (value: Properties | CellProblem): value is CellProblem => value.problem instanceof Problem;

/** The properties from their own columns and from a column of JSON; a column of its own wins. */
function readProperties(row: TableRow, context: RowContext): Properties | undefined | CellProblem {
  const { plan } = context;
  let found: Properties | undefined;
  const json = plan.only.properties;
  const text = json === undefined ? null : readTextOf(json, row.cells);
  if (text !== null) {
    const parsed = parseProperties(text);
    if (parsed instanceof Problem) return problemAt(json, row, parsed);
    found = parsed;
  }
  for (const planned of plan.properties) {
    let value = readField(plan, planned, row.cells);
    if (value instanceof Problem) {
      if (planned.isGuessed) value = keepAsText(planned, row, context);
      else return problemAt(planned, row, value);
    }
    if (value === null) continue;
    found ??= {};
    found[planned.column.field!] = value;
  }
  return found;
}

function parseProperties(text: string): Properties | undefined | Problem {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return new Problem('properties_invalid', { value: text.slice(0, 100) });
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    return new Problem('properties_invalid', { value: text.slice(0, 100) });
  const properties: Properties = {};
  const add = (object: object, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      if (value === null || value === undefined || value === '') continue;
      if (typeof value === 'string' || typeof value === 'boolean') properties[prefix + key] = value;
      else if (typeof value === 'number') properties[prefix + key] = Math.round(value * 1000) / 1000;
      else if (Array.isArray(value))
        properties[prefix + key] = value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
      else add(value as object, `${prefix}${key}.`);
    }
  };
  add(parsed, '');
  return Object.keys(properties).length === 0 ? undefined : properties;
}
