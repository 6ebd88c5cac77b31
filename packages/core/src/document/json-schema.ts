import { z } from 'zod';
import { modelSchema } from '../model.ts';

/**
 * The grammar of a model as JSON Schema (draft 7, which editors of YAML read), with a description at every key. It tells
 * shapes only; `readModel` also finds what spans several places. Kept as a file in docs/model.schema.json.
 */
export function modelJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(modelSchema, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    $id: 'urn:leadline:model:1',
    title: 'Leadline model',
    description: 'How leads are scored: what is read of them, the points it gives, and what the points mean',
    ...schema,
  };
}
