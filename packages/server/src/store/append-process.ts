import { appendFacts } from './append-facts.ts';
import { openStore, type StoreOptions } from './open-store.ts';

// A process for tests to kill: appends activities without end and says which ones are acknowledged.
const options = JSON.parse(process.argv[2]!) as Pick<StoreOptions, 'folder' | 'databaseUrl'>;
const store = await openStore({ ...options, now: 0, log: () => undefined });
const acknowledged = (numbers: readonly number[]) => process.stdout.write(`${numbers.join(' ')}\n`);
acknowledged([]);
let next = 0;
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (;;) {
      const numbers = Array.from({ length: 25 }, () => next++);
      const activities = numbers.map((number) => ({
        lead: `lead-${number % 97}`,
        type: 'Page Viewed',
        at: number,
        knownAt: number,
        source: 'web',
        id: `${number}`,
      }));
      await appendFacts(store, { activities }, { now: 0 });
      acknowledged(numbers);
    }
  }),
);
