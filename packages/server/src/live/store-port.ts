import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { IngestBatch, IngestPort, KeyPort, LeadPort, ReadinessPort } from '../http/port.ts';
import { groupFacts } from '../ingest/fact-run.ts';
import { addDeadLetters } from '../store/dead-letter.ts';
import { findLead } from '../store/identity.ts';
import { findKey } from '../store/key.ts';
import { listActiveVersions } from '../store/model-version.ts';
import { listPassages } from '../store/passage.ts';
import { listScores, readScores } from '../store/score.ts';
import { maxTransactionRows, type Store } from '../store/store.ts';
import { appendRun } from './append-run.ts';

const mostPassages = 100;

/** What the HTTP app needs of a store. */
export interface StorePorts {
  readonly ingest: IngestPort;
  readonly keys: KeyPort;
  readonly readiness: ReadinessPort;
  readonly leads: LeadPort;
}

/** Returns the ports of the HTTP app to a store; `onAppended` is told when leads may have become due. */
export function createStorePorts(store: Store, onAppended: () => void): StorePorts {
  return {
    ingest: {
      async append(batch) {
        for (const run of groupFacts(batch.accepted, maxTransactionRows)) {
          await appendRun(store, run, batch.receivedAt);
          onAppended();
        }
        await keepRefused(store, batch);
      },
    },
    keys: {
      async findSource(writeKey) {
        const key = await findKey(store, writeKey);
        return key?.kind === 'write' ? { id: key.name } : undefined;
      },
    },
    readiness: {
      async listUnready() {
        try {
          await sql`select 1`.execute(store.db);
          return [];
        } catch {
          return ['store'];
        }
      },
    },
    leads: createLeadPort(store),
  };
}

function createLeadPort(store: Store): LeadPort {
  return {
    mayRead: async (apiKey) => (await findKey(store, apiKey))?.kind === 'api',
    async list(model, limit) {
      const isActive = (await listActiveVersions(store)).some((version) => version.model === model);
      return isActive ? listScores(store, model, limit) : undefined;
    },
    async find(id) {
      const lead = await findLead(store, id);
      const scores = await readScores(store, [lead ?? id]);
      if (lead === undefined && scores.length === 0) return undefined;
      return { lead: lead ?? id, scores, passages: await listPassages(store, lead ?? id, mostPassages) };
    },
  };
}

/** The id is that of the content, so that a request sent again leaves no second letter. */
async function keepRefused(store: Store, { source, receivedAt, refused }: IngestBatch): Promise<void> {
  if (refused.length === 0) return;
  const letters = refused.map(({ refusal, excerpt }) => {
    const reason = JSON.stringify(refusal);
    const id = hash('sha256', JSON.stringify([source, reason, excerpt]));
    return { id, source, reason, body: excerpt, at: receivedAt };
  });
  await addDeadLetters(store, letters);
}
