import { createHash } from 'node:crypto';
import type { Facts, FieldValue } from '@leadline/core';
import type { Load, LoadedTable } from './load.ts';

/** The shard that holds a lead: always the same for so many shards. */
export function placeLead(lead: string, shards: number): number {
  return createHash('sha256').update(lead).digest().readUInt32BE(0) % shards;
}

/**
 * Loads facts into several shards, each lead with all of its facts on one; facts of accounts and suppression lists are
 * small and go to all of them. `leadOf` says which lead an identity is part of, before its first fact comes.
 */
export function shareLoad(loads: readonly Load[], leadOf: (identity: string) => string): Load {
  const placeOf = (identity: string): number => placeLead(leadOf(identity), loads.length);
  const split = <Fact>(
    facts: readonly Fact[] | undefined,
    identityOf: (fact: Fact) => string | undefined,
  ): Fact[][] => {
    const parts = loads.map((): Fact[] => []);
    for (const fact of facts ?? []) {
      const identity = identityOf(fact);
      if (identity === undefined) for (const part of parts) part.push(fact);
      else parts[placeOf(identity)]!.push(fact);
    }
    return parts;
  };
  return {
    async add(facts) {
      const values = split(facts.fieldValues, ({ lead }: FieldValue) => lead);
      const activities = split(facts.activities, ({ lead }) => lead);
      const outcomes = split(facts.outcomes, ({ lead }) => lead);
      const adjustments = split(facts.adjustments, ({ lead }) => lead);
      await Promise.all(
        loads.map((load, i) => {
          const part: Facts = {
            fieldValues: values[i]!,
            activities: activities[i]!,
            outcomes: outcomes[i]!,
            adjustments: adjustments[i]!,
            suppressions: facts.suppressions ?? [],
          };
          return load.add(part);
        }),
      );
    },
    async prepare({ identities, emails, stages, ...rest }) {
      const entries = split(Object.entries(identities), ([, lead]) => lead);
      const addresses = split([...emails], ([, lead]) => lead);
      const ofUnits = split(stages, ({ id }) => id);
      const prepared = await Promise.all(
        loads.map((load, i) =>
          load.prepare({
            ...rest,
            identities: Object.fromEntries(entries[i]!),
            emails: new Map(addresses[i]!),
            stages: ofUnits[i]!,
          }),
        ),
      );
      return addTables(prepared);
    },
    commit: async () => {
      for (const load of loads) await load.commit();
    },
    abandon: async () => {
      await Promise.allSettled(loads.map((load) => load.abandon()));
    },
  };
}

function addTables(prepared: readonly (readonly LoadedTable[])[]): LoadedTable[] {
  const tables = new Map<string, LoadedTable>();
  for (const one of prepared.flat()) {
    const { given, added } = tables.get(one.table) ?? { given: 0, added: 0 };
    tables.set(one.table, { table: one.table, given: given + one.given, added: added + one.added });
  }
  return [...tables.values()];
}
