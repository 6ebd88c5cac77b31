import type { Model } from '../model.ts';
import { readDocument } from './document.ts';
import { checkMeaning } from './meaning.ts';
import { checkPlain } from './plain.ts';
import { type Finding, ModelError, type Problem, toProblem } from './problem.ts';
import { hintTexts } from './problem-text.ts';
import { readShape } from './shape.ts';

/** Only as many problems are of use to anyone at a time. */
const mostFindings = 100;

/** A model as far as it could be read, and all that is wrong with it. */
export interface ModelReading {
  /** Absent when there is an error among the problems. */
  readonly model?: Model;
  /** In the order they stand in the text; hints among them do not keep the model from being used. */
  readonly problems: readonly Problem[];
}

/**
 * The model that YAML or JSON text holds.
 *
 * Points, thresholds and numbers stay as written; nothing is converted and no default is filled in, so
 * `parseModel(printModel(model))` equals the model.
 *
 * @throws ModelError with every error found, each with its line and column.
 */
export function parseModel(text: string, options: { file?: string } = {}): Model {
  const { model, problems } = readModel(text, options);
  if (!model) throw new ModelError(problems.filter((problem) => problem.severity === 'error'));
  return model;
}

/** Reads text as `parseModel` does, but returns the problems, hints as well, instead of throwing. */
export function readModel(text: string, { file }: { file?: string } = {}): ModelReading {
  const document = readDocument(text);
  if (document.findings.length > 0) {
    return {
      problems: sort(
        document.findings.map((found) => toProblem(found, document.value, file, found.position)),
      ),
    };
  }
  const { model, findings } = readValue(document.value);
  const problems = findings.map((found) =>
    toProblem(found, document.value, file, document.locate(found.path, found.aboutKey)),
  );
  return { ...(model ? { model } : {}), problems: sort(problems) };
}

/** Reads a model that is already plain values, such as the body of a request. */
export function readPlainModel(value: unknown): ModelReading {
  const refused = checkPlain(value);
  const { model, findings } = refused ? { model: undefined, findings: [refused] } : readValue(value);
  return { ...(model ? { model } : {}), problems: findings.map((found) => toProblem(found, value)) };
}

function readValue(value: unknown): { model?: Model; findings: Finding[] } {
  const shape = readShape(value);
  if (!shape.model) return shape;
  const findings = checkMeaning(shape.model);
  const errors = findings.filter((found) => !(found.code in hintTexts));
  const hints = findings.filter((found) => found.code in hintTexts);
  const shown = [...errors, ...hints].slice(0, mostFindings);
  return errors.length === 0 ? { model: shape.model, findings: shown } : { findings: shown };
}

function sort(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
