import type { OutcomeKind, ValueKind } from '@leadline/core';
import type { ActivityType } from './activity-type.ts';
import type { ColumnTarget } from './mapping.ts';

/** What a known column means, in whatever tool it stands. */
export interface Meaning {
  readonly target: ColumnTarget;
  readonly field?: string;
  readonly kind: ValueKind;
  readonly activity?: ActivityType;
  readonly outcome?: OutcomeKind;
  /** For a currency: the field whose money it names. */
  readonly of?: string;
}

const id = (target: ColumnTarget): Meaning => ({ target, kind: 'text' });
const field = (name: string, kind: ValueKind = 'text'): Meaning => ({ target: 'field', field: name, kind });
const counter = (activity: ActivityType): Meaning => ({ target: 'counter', activity, kind: 'number' });
const lastDate = (activity: ActivityType, name: string): Meaning => ({
  target: 'counterDate',
  activity,
  field: name,
  kind: 'date',
});
const rowDate = (name: string): Meaning => ({ target: 'rowDate', field: name, kind: 'date' });
const ignored: Meaning = { target: 'ignored', kind: 'text' };

/** The meanings that tables of known columns name. A table may also write `name:kind` for a field of its own. */
export const meanings = {
  leadId: id('leadId'),
  anonymousId: id('anonymousId'),
  leadIds: id('leadIds'),
  leadNames: id('leadNames'),
  email: { target: 'email', field: 'email', kind: 'text' },
  firstName: field('firstName'),
  middleName: field('middleName'),
  lastName: field('lastName'),
  fullName: field('fullName'),
  salutation: field('salutation'),
  jobTitle: field('jobTitle'),
  department: field('department'),
  company: field('company'),
  industry: field('industry'),
  employees: field('employees', 'range'),
  revenue: field('revenue', 'money'),
  budget: field('budget', 'money'),
  country: field('country'),
  region: field('region'),
  city: field('city'),
  postalCode: field('postalCode'),
  street: field('street'),
  address: field('address'),
  phone: field('phone'),
  mobilePhone: field('mobilePhone'),
  website: field('website'),
  linkedin: field('linkedin'),
  owner: field('owner'),
  source: field('source'),
  sourceDetail: field('sourceDetail'),
  campaign: field('campaign'),
  lifecycleStage: field('lifecycleStage'),
  leadStatus: field('leadStatus'),
  rating: field('rating'),
  tags: field('tags', 'list'),
  notes: field('notes'),
  birthday: field('birthday', 'date'),
  age: field('age', 'number'),
  language: field('language'),
  timeZone: field('timeZone'),
  unsubscribed: field('unsubscribed', 'boolean'),
  emailBounced: field('emailBounced', 'boolean'),
  createdAt: field('createdAt', 'date'),
  modifiedAt: rowDate('modifiedAt'),
  lastActivityAt: rowDate('lastActivityAt'),
  accountId: id('accountId'),
  accountName: { target: 'accountName', field: 'name', kind: 'text' },
  accountDomain: { target: 'accountDomain', field: 'domain', kind: 'text' },
  emailsSent: counter('Email Sent'),
  emailsDelivered: counter('Email Delivered'),
  emailsOpened: counter('Email Opened'),
  emailsClicked: counter('Email Clicked'),
  emailsBounced: counter('Email Bounced'),
  emailsReplied: counter('Email Replied'),
  formsSubmitted: counter('Form Submitted'),
  pagesViewed: counter('Page Viewed'),
  sessions: counter('Session Started'),
  meetingsBooked: counter('Meeting Booked'),
  callsMade: counter('Call Made'),
  filesDownloaded: counter('File Downloaded'),
  webinarsAttended: counter('Webinar Attended'),
  lastEmailSentAt: lastDate('Email Sent', 'lastEmailSentAt'),
  lastEmailDeliveredAt: lastDate('Email Delivered', 'lastEmailDeliveredAt'),
  lastEmailOpenedAt: lastDate('Email Opened', 'lastEmailOpenedAt'),
  lastEmailClickedAt: lastDate('Email Clicked', 'lastEmailClickedAt'),
  lastEmailRepliedAt: lastDate('Email Replied', 'lastEmailRepliedAt'),
  lastFormSubmittedAt: lastDate('Form Submitted', 'lastFormSubmittedAt'),
  lastPageViewedAt: lastDate('Page Viewed', 'lastPageViewedAt'),
  lastSessionAt: lastDate('Session Started', 'lastSessionAt'),
  lastMeetingAt: lastDate('Meeting Booked', 'lastMeetingAt'),
  type: id('type'),
  at: { target: 'at', kind: 'date' },
  activityId: id('activityId'),
  automated: { target: 'automated', kind: 'boolean' },
  properties: id('properties'),
  outcome: id('outcome'),
  leadOutcome: { target: 'outcome', field: 'leadStatus', kind: 'text' },
  outcomeAt: { target: 'outcomeDate', kind: 'date' },
  wonAt: { target: 'outcomeDate', outcome: 'won', kind: 'date' },
  lostAt: { target: 'outcomeDate', outcome: 'lost', kind: 'date' },
  acceptedAt: { target: 'outcomeDate', outcome: 'accepted', kind: 'date' },
  wonFlag: { target: 'outcome', outcome: 'won', kind: 'boolean' },
  outcomeReason: id('outcomeReason'),
  lostReason: { target: 'outcomeReason', outcome: 'lost', kind: 'text' },
  wonReason: { target: 'outcomeReason', outcome: 'won', kind: 'text' },
  outcomeId: id('outcomeId'),
  historyField: id('historyField'),
  historyValue: id('historyValue'),
  currency: { target: 'currency', kind: 'text' },
  ignored,
} as const satisfies Readonly<Record<string, Meaning>>;

type MeaningName = keyof typeof meanings;
/** A meaning by name, or a field of its own with its kind. */
export type MeaningText = MeaningName | `${string}:${ValueKind}`;

/** Returns the meaning that a table of known columns writes. */
export function getMeaning(text: MeaningText): Meaning {
  const known = (meanings as Readonly<Record<string, Meaning>>)[text];
  if (known !== undefined) return known;
  const [name, kind] = text.split(':') as [string, ValueKind];
  return field(name, kind);
}
