/**
 * Which identities are one lead, over all files read together. A lead is known by the id of a tool, by its e-mail
 * address, or by both; the first id that an address came with is the lead.
 */
export interface LeadRegistry {
  /** Notes that an address belongs to an id of the space (the tool whose ids they are). */
  link(email: string, lead: string, space: string): void;
  /** Notes that two identities are one lead. */
  join(identity: string, lead: string): void;
  /** Notes that facts came under this identity. */
  see(identity: string): void;
  /** Returns the lead that an identity is part of, itself if of none. */
  resolve(identity: string): string;
  /** Identity → lead for all identities that facts came under, or that were joined, and that are not their own lead. */
  identities(): Record<string, string>;
  leadCount(): number;
  /** Addresses that several ids of one space share. */
  readonly shared: { count: number; example: string };
}

export function createLeadRegistry(): LeadRegistry {
  const leadOfEmail = new Map<string, { lead: string; space: string }>();
  const joined = new Map<string, string>();
  const seen = new Set<string>();
  const shared = { count: 0, example: '' };

  const resolve = (identity: string): string => {
    let lead = identity;
    // A chain is at most anonymous → e-mail → id → id; the bound only guards against a circle.
    for (let i = 0; i < 8; i++) {
      const next = joined.get(lead) ?? (lead.includes('@') ? leadOfEmail.get(lead)?.lead : undefined);
      if (next === undefined || next === lead) return lead;
      lead = next;
    }
    return lead;
  };

  return {
    shared,
    resolve,
    see: (identity) => void seen.add(identity),
    join(identity, lead) {
      if (identity !== lead && !joined.has(identity) && resolve(lead) !== identity)
        joined.set(identity, lead);
    },
    link(email, lead, space) {
      const known = leadOfEmail.get(email);
      if (known === undefined) {
        if (email !== lead) leadOfEmail.set(email, { lead, space });
      } else if (known.lead !== lead && resolve(lead) !== resolve(known.lead)) {
        if (known.space === space) {
          shared.count++;
          if (shared.example === '') shared.example = email;
        } else if (!joined.has(lead) && resolve(known.lead) !== lead) joined.set(lead, known.lead);
      }
    },
    identities() {
      const result: Record<string, string> = {};
      for (const identity of [...seen, ...joined.keys()]) {
        const lead = resolve(identity);
        if (lead !== identity) result[identity] = lead;
      }
      return result;
    },
    leadCount() {
      const leads = new Set<string>();
      for (const identity of seen) leads.add(resolve(identity));
      return leads.size;
    },
  };
}
