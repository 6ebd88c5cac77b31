/** Stops the work that is under way elsewhere; the command that waits for it then fails. */
export type StopWork = () => Promise<void>;

let stopWork: StopWork | undefined;

/** Runs work that is stopped, not just left, when the command is interrupted. */
export async function guardInterruption<Result>(
  stop: StopWork,
  work: () => Promise<Result>,
): Promise<Result> {
  stopWork = stop;
  try {
    return await work();
  } finally {
    stopWork = undefined;
  }
}

/** How to stop what runs, undefined where nothing needs to be stopped. */
export function findStopWork(): StopWork | undefined {
  return stopWork;
}
