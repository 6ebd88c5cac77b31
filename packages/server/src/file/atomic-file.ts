import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from './file-error.ts';

/** A file that appears under its name only when it is whole. */
export interface AtomicFile {
  /** Where it is written until then, in the same folder. */
  readonly temporaryPath: string;
  write(text: string): Promise<void>;
  /** Puts it under its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Opens a file for writing beside its final place. Throws FileError if the folder cannot be written to. */
export async function openAtomic(path: string): Promise<AtomicFile> {
  const name = basename(path);
  const temporaryPath = join(dirname(path), `.${name}.${randomBytes(6).toString('hex')}.tmp`);
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporaryPath, 'wx');
  } catch (error) {
    throw toWriteError(error, name);
  }
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  return {
    temporaryPath,
    async write(text) {
      try {
        await handle!.appendFile(text);
      } catch (error) {
        throw toWriteError(error, name);
      }
    },
    async commit() {
      try {
        await handle?.sync();
        await close();
        await rename(temporaryPath, path);
      } catch (error) {
        await rm(temporaryPath, { force: true });
        throw toWriteError(error, name);
      }
    },
    async abandon() {
      await close();
      await rm(temporaryPath, { force: true });
    },
  };
}

/** Returns the error of a write in the words of the file. */
export function toWriteError(error: unknown, name: string): FileError {
  if (error instanceof FileError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const details: Readonly<Record<string, string>> = {
    ENOENT: 'its folder does not exist; make it first',
    EACCES: 'its folder may not be written to; check its permissions',
    EISDIR: 'there is a folder of that name; choose another name',
    ENOSPC: 'the disk is full; make room',
    EROFS: 'the disk is read-only; choose another place',
  };
  const detail =
    (code !== undefined ? details[code] : undefined) ??
    (error instanceof Error ? error.message : String(error));
  return new FileError('write_failed', name, { detail }, {}, error);
}
