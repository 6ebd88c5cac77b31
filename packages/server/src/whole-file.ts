import { openAtomic } from './file/atomic-file.ts';
import { markFinished, markUnfinished } from './unfinished-file.ts';

/** Writes a text file that appears under its name only when it is whole. Throws FileError if that cannot be. */
export async function writeWholeText(path: string, text: string): Promise<void> {
  await guardUnfinished(path, async () => {
    const file = await openAtomic(path);
    try {
      await file.write(text);
      await file.commit();
    } catch (error) {
      await file.abandon();
      throw error;
    }
  });
}

/** Runs a write of `path`; if the command is interrupted meanwhile, what is half written goes. */
export async function guardUnfinished<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  markUnfinished(path);
  try {
    return await write();
  } finally {
    markFinished(path);
  }
}
