import { type MessageCode, type MessageParams, writeMessage } from './message.ts';

/** Where in a file something is wrong. Lines start at 1 and count the header. */
export interface FilePlace {
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}

/** A file cannot be read or written as a whole. Nothing was written. Rows that are bad alone go to the rejects. */
export class FileError extends Error {
  readonly code: MessageCode;
  readonly params: MessageParams;
  readonly file: string;
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly value: string | undefined;
  /** What to do about it: the part of the sentence after the semicolon. */
  readonly remedy: string;

  constructor(
    code: MessageCode,
    file: string,
    params: MessageParams = {},
    place: FilePlace = {},
    cause?: unknown,
  ) {
    const all = { file, ...(place.line === undefined ? {} : { line: place.line }), ...params };
    const { message } = writeMessage(code, all);
    super(message, cause === undefined ? {} : { cause });
    this.name = 'FileError';
    this.code = code;
    this.params = all;
    this.file = file;
    this.line = place.line;
    this.column = place.column;
    this.value = place.value;
    const semicolon = message.lastIndexOf('; ');
    this.remedy = semicolon < 0 ? '' : message.slice(semicolon + 2);
  }
}
