import { type Facts, type Model, type Score, scoreFacts } from '@leadline/core';
import { deriveFieldValues, isDerivedSource } from '@leadline/core/derive';
import { deriveAccount } from '../../identity/account.ts';
import { readAllFacts } from '../../store/read-facts.ts';
import { listScores } from '../../store/score.ts';
import type { Store } from '../../store/store.ts';

type Outputs = Omit<Score, 'at' | 'contributions' | 'model'>;

/** What core says of all that was received, nothing derived having been stored. */
export async function scoreFromScratch(store: Store, models: readonly Model[], at: number) {
  const facts = await readGiven(store, at);
  const members = models.filter(({ score }) => score !== 'accounts');
  return models.map((model) => {
    const { scores } = scoreFacts(model, facts, { at, members: model.score === 'accounts' ? members : [] });
    return sort(scores.map(({ at: _, contributions: __, model: ___, ...outputs }) => outputs));
  });
}

/** The same of what is stored. */
export async function readOutputs(store: Store, models: readonly Model[]): Promise<Outputs[][]> {
  const lists = await Promise.all(models.map(({ id }) => listScores(store, id, 10_000)));
  return lists.map((scores) =>
    sort(
      scores.map(
        ({ unit, total, dimensions, grade, temperature, journey, persona, disqualified, coverage }) => ({
          id: unit,
          total,
          dimensions,
          ...(grade !== undefined && { grade }),
          ...(temperature !== undefined && { temperature }),
          ...(journey !== undefined && { journey }),
          ...(persona !== undefined && { persona }),
          ...(disqualified !== undefined && { disqualified }),
          coverage,
        }),
      ),
    ),
  );
}

function sort(outputs: Outputs[]): Outputs[] {
  return outputs.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readGiven(store: Store, at: number): Promise<Facts> {
  let facts: Facts = { fieldValues: [], activities: [] };
  for await (const piece of readAllFacts(store, 100_000)) facts = piece;
  const { identities = {} } = facts;
  const given = facts.fieldValues
    .filter(({ source }) => !isDerivedSource(source))
    .map((value) =>
      value.lead === undefined ? value : { ...value, lead: identities[value.lead] ?? value.lead },
    );
  const byLead = Map.groupBy(
    given.filter(({ lead }) => lead !== undefined),
    ({ lead }) => lead!,
  );
  const accounts = [...byLead].flatMap(([lead, values]) => deriveAccount(values, lead, at));
  return {
    ...facts,
    fieldValues: [...given, ...deriveFieldValues(given, { knownAt: at }), ...accounts],
  };
}
