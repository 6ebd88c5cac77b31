import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';

/** Everything that is asked of a database goes through here, so that it can be stopped at any moment. */
export interface StatementGuard {
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Stops the statement that runs or, where none does, refuses the next one. */
  cancel(): Promise<void>;
}

/** How often a statement that does not stop is told so again: it may not have begun when it was first told. */
const againMs = 100;

/** `explain` makes an engine's error one for people, `interrupt` stops what runs in the engine. */
export function guardStatements(
  place: string,
  explain: (error: unknown, place: string) => CommandError,
  interrupt: () => Promise<void>,
): StatementGuard {
  let isCancelled = false;
  let running = 0;
  return {
    async attempt(work) {
      if (isCancelled) {
        // Only what comes next: what is done must still be undone.
        isCancelled = false;
        throw new CommandError('error_warehouse_stopped', { place, detail: '' }, exitCodes.output);
      }
      running++;
      try {
        return await work();
      } catch (error) {
        isCancelled = false;
        throw error instanceof CommandError ? error : explain(error, place);
      } finally {
        running--;
      }
    },
    async cancel() {
      isCancelled = true;
      while (isCancelled && running > 0) {
        await interrupt();
        await wait(againMs);
      }
    },
  };
}
