import { type CompiledModel, compileModel } from '@leadline/sql';
import { CommandError } from '../command-error.ts';

/** Throws CommandError with the reason for a model that the engine cannot say exactly. */
export function compileExactly(...[model, options]: Parameters<typeof compileModel>): CompiledModel {
  try {
    return compileModel(model, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError('error_sql', { detail: error.message });
  }
}
