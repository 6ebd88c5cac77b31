import { crmTools } from './known-crm.ts';
import type { KnownTool } from './known-export.ts';
import { mailTools } from './known-mail.ts';

/** All exports whose columns we know. */
export const knownTools: readonly KnownTool[] = [...crmTools, ...mailTools];
