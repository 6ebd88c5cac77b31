import type { Connection, Submittable } from 'pg';

/** What `pg` calls on a query that runs, as far as a COPY needs it; its types leave this out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** COPY … FROM STDIN of one text. */
export class CopyFrom implements Submittable {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #text: string;
  #settle!: (error?: unknown) => void;

  constructor(statement: string, text: string) {
    this.#statement = statement;
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.#text));
    connection.endCopyFrom();
  }

  handleError(error: unknown): void {
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  handleCommandComplete(): void {}
}
