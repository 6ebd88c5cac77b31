import type { OutcomeKind } from '@leadline/core';
import { compactHeader } from './header.ts';

// biome-ignore format: a table
const names: Readonly<Record<OutcomeKind, string>> = {
  won: 'won|closed won|closedwon|closed - won|closed - converted|converted|win|customer|gewonnen|gesloten gewonnen|afgesloten gewonnen|gesloten - gewonnen|klant|gesloten - geconverteerd|geconverteerd|vunnen|vunnet|stängd vunnen|stängd - vunnen|avslutad vunnen|vann|kund|stängd - konverterad|konverterad|signed|getekend|sold|verkocht|såld',
  lost: 'lost|closed lost|closedlost|closed - lost|closed - not converted|not converted|lost lead|loss|verloren|gesloten verloren|afgesloten verloren|gesloten - verloren|gesloten - niet geconverteerd|niet geconverteerd|verloren lead|förlorad|förlorat|stängd förlorad|stängd - förlorad|avslutad förlorad|stängd - inte konverterad|stängd - ej konverterad|inte konverterad|ej konverterad|förlorad lead',
  accepted: 'accepted|sales accepted|sal|sales accepted lead|geaccepteerd|geaccepteerd door sales|accepterad|accepterad av sälj',
  rejected: 'rejected|unqualified|disqualified|not qualified|junk lead|gediskwalificeerd|niet gekwalificeerd|ongeldige lead|diskvalificerad|ej kvalificerad|sales rejected|recycled|recycle|declined|afgewezen|afgekeurd|avvisad|nekad|avböjd',
};

const byName = new Map<string, OutcomeKind>();
for (const kind of Object.keys(names) as OutcomeKind[])
  for (const name of names[kind].split('|')) byName.set(compactHeader(name), kind);

/**
 * Returns the outcome that a status or stage stands for: "Closed Won", "closedwon", "Gesloten - verloren". Undefined for
 * one that is none, such as "Negotiation" or "Open".
 */
export function findOutcome(text: string): OutcomeKind | undefined {
  return byName.get(compactHeader(text));
}
