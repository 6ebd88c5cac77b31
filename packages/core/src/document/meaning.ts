import type { Group, Model } from '../model.ts';
import { mostUnits } from '../value/value.ts';
import { boundModel, boundRule, mostMillipoints } from './bound.ts';
import { type Check, report } from './check.ts';
import { checkCriterion } from './criterion-check.ts';
import { checkDeclarations, checkUse } from './declaration-check.ts';
import { checkDimensions } from './dimension-check.ts';
import { checkExamples } from './expectation-check.ts';
import { checkOutputs } from './output-check.ts';
import { type Finding, type Path, quoteValue } from './problem.ts';
import { checkStages } from './stage-check.ts';

/** What is wrong, or likely not meant, in a model of the right shape: all that spans several places. */
export function checkMeaning(model: Model): Finding[] {
  const check: Check = { model, findings: [], readFields: new Set(), readTypes: new Set() };
  checkNumbers(check, model, []);
  checkDeclarations(check);
  if (model.audience) checkCriterion(check, model.audience, ['audience']);
  for (const [index, { when }] of (model.disqualify ?? []).entries()) {
    checkCriterion(check, when, ['disqualify', index, 'when']);
  }
  checkDimensions(check);
  checkOutputs(check);
  checkStages(check);
  checkExamples(check);
  checkUse(check);
  checkBound(check);
  if (!model.dimensions && !model.temperature) report(check, 'model_without_output', []);
  return check.findings;
}

/** Numbers are held in thousandths, so no number may have more decimals; percentages of a decay have four. */
function checkNumbers(check: Check, value: unknown, path: Path): void {
  if (typeof value === 'number') {
    const most = path.at(-1) === 'percent' ? 4 : 3;
    if (Math.abs(value) > mostUnits) {
      report(check, 'number_too_big', path, { most: String(mostUnits), got: quoteValue(value) });
    } else if (
      !/^-?\d+(?:\.\d+)?$/.test(String(value)) ||
      (String(value).split('.')[1] ?? '').length > most
    ) {
      report(check, 'too_many_decimals', path, { most, got: quoteValue(value) });
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    checkNumbers(check, inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** All rules together must stay within exact whole numbers, whatever a lead has done. */
function checkBound(check: Check): void {
  const most = mostMillipoints / 1000;
  if (boundModel(check.model) <= most) return;
  let worst: { size: number; name: string; path: Path } | undefined;
  for (const owner of ['dimensions', 'personas'] as const) {
    for (const [id, { groups }] of Object.entries<{ groups: Record<string, Group> }>(
      check.model[owner] ?? {},
    )) {
      for (const [group, { rules }] of Object.entries(groups)) {
        for (const [index, rule] of rules.entries()) {
          const { least, most: high } = boundRule(rule);
          const size = Math.max(Math.abs(least), Math.abs(high));
          const path = [owner, id, 'groups', group, 'rules', index];
          if (!worst || size > worst.size) worst = { size, name: rule.name, path };
        }
      }
    }
  }
  report(check, 'bound_exceeded', worst?.path ?? [], { most: Math.floor(most) });
}
