import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { clickhouse } from '@leadline/sql';
import { ClickhouseError } from './clickhouse-error.ts';

/** One server of ClickHouse over its HTTP port, and a session on it that keeps temporary tables. */
export interface ClickhouseSession {
  /** Runs one statement and returns what it answers. `data` is what an INSERT reads. */
  ask(statement: string, data?: string): Promise<string>;
  /** Runs a short statement beside whatever runs in the session. */
  askBeside(statement: string): Promise<string>;
  /** Stops the statement that runs in the session. */
  cancel(): Promise<void>;
}

export interface ClickhouseServer {
  /** With its HTTP port. */
  readonly host: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

const settings = {
  // A compiled model is a long text.
  max_query_size: '100000000',
  max_ast_elements: '10000000',
  max_expanded_ast_elements: '10000000',
  max_ast_depth: '10000',
  output_format_json_quote_64bit_integers: '0',
  join_use_nulls: '1',
  // Rows that a Distributed table takes are on their shards when the INSERT ends, and no shard may be left out.
  insert_distributed_sync: '1',
  skip_unavailable_shards: '0',
};

export function openClickhouseSession({
  host,
  database,
  user,
  password,
}: ClickhouseServer): ClickhouseSession {
  const session = { session_id: randomUUID(), session_timeout: '3600' };
  let running: string | undefined;
  /** No `fetch`: it gives up on a statement that takes more than five minutes to answer. */
  const send = (parameters: Readonly<Record<string, string>>, body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const search = new URLSearchParams({ database, ...settings, ...parameters });
      const sent = request(
        `http://${host}/?${search}`,
        { method: 'POST', auth: `${user}:${password}`, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks).toString('utf8');
            if (response.statusCode === 200) resolve(answer);
            else reject(new ClickhouseError(answer));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  let isOpen = false;
  const ask = async (statement: string, data?: string): Promise<string> => {
    if (!isOpen) {
      // The parameter `database` does not reach the queries of temporary tables.
      await send(session, `USE ${clickhouse.quoteName(database)}`);
      isOpen = true;
    }
    running = randomUUID();
    // An error in the middle of an answer is then one of the whole answer.
    const parameters = { ...session, query_id: running, wait_end_of_query: '1' };
    try {
      return data === undefined
        ? await send(parameters, statement)
        : await send({ ...parameters, query: statement }, data);
    } finally {
      running = undefined;
    }
  };
  // A session takes one statement at a time and refuses others.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (statement, data) => {
      const answer = last.then(() => ask(statement, data));
      last = answer.catch(() => undefined);
      return answer;
    },
    askBeside: (statement) => send({}, statement),
    cancel: async () => {
      if (running !== undefined) await send({}, `KILL QUERY WHERE query_id = '${running}' SYNC`);
    },
  };
}
