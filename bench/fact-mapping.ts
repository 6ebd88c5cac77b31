import { readFileSync } from 'node:fs';
import { type Model, type PlainValue, parseModel } from '@leadline/core';
import type { BulkCell, BulkFiles } from '../packages/server/src/bulk/bulk-file.ts';
import type { FactFiles } from './facts.ts';

/** "10-49", "1000+" and "75" as closed intervals. */
export function readSize(cell: BulkCell): PlainValue {
  const text = String(cell);
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (range) return { lo: Number(range[1]), hi: Number(range[2]) };
  return text.endsWith('+') ? { lo: Number(text.slice(0, -1)), hi: null } : Number(text);
}

/** How the made-up files are read. */
export function mapFacts(files: FactFiles): BulkFiles {
  return {
    leads: [
      {
        path: files.leads,
        leadId: 'lead_id',
        fields: {
          country: 'country',
          industry: 'industry',
          employees: { column: 'employees', read: readSize },
          seniority: 'seniority',
          department: 'department',
          emailKind: 'email_kind',
          leadSource: 'lead_source',
          technology: 'technology',
          language: 'language',
          jobTitle: 'job_title',
          annualRevenue: 'annual_revenue',
          newsletter: 'newsletter',
          account: 'account',
          createdAt: 'created_at',
        },
      },
    ],
    accounts: [
      {
        path: files.accounts,
        accountId: 'account',
        fields: {
          industry: 'industry',
          employees: { column: 'employees', read: readSize },
          country: 'country',
        },
      },
    ],
    outcomes: [{ path: files.outcomes, leadId: 'lead_id', outcome: 'outcome', at: 'occurred_at' }],
    activities: [
      {
        path: files.activities,
        leadId: 'lead_id',
        type: 'type',
        at: 'occurred_at',
        id: 'id',
        automated: 'automated',
        properties: {
          path: 'path',
          campaign: 'campaign',
          device: 'device',
          topic: 'topic',
          amount: 'amount',
        },
      },
    ],
  };
}

/** One of the models beside this file. */
export function readModelFile(name: 'lead-model' | 'account-model'): Model {
  return parseModel(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8'));
}
