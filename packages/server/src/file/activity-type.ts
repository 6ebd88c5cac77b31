import { compactHeader } from './header.ts';

/** The standard names of activities, each with the other names it goes by (compared without case, spaces and signs). */
// biome-ignore format: a table
const names = {
  'Page Viewed': 'page view|pageview|page visited|page visit|viewed page|visited page|page visited on website|visit|paginaweergave|pagina bekeken|sidvisning|sida visad|page|screen',
  'Session Started': 'session|session start|session_start|website session|website visit|visited website|site visit|bezoek|sessie|besök|webbplatsbesök',
  'Email Sent': 'sent|email sent|sent email|email send|send|e-mail verzonden|verzonden|mejl skickat|skickat|had a email sent|processed',
  'Email Delivered': 'delivered|email delivered|email delivery|delivery|e-mail afgeleverd|afgeleverd|bezorgd|levererat|e-post levererad',
  'Email Opened': 'open|opens|opened|email open|email opened|opened email|opened an email|mail opened|unique_opened|first_opening|e-mail geopend|geopend|mail geopend|öppnad|öppnat|öppnade|e-post öppnad|mejl öppnat',
  'Email Clicked': 'click|clicks|clicked|email click|email clicked|clicked email|clicked link in email|email link clicked|link clicked|link click|e-mail aangeklikt|geklikt|aangeklikt|klik|klickad|klickat|klick|e-post klickad',
  'Email Replied': 'reply|replied|email replied|email reply|replied to email|beantwoord|e-mail beantwoord|svar|besvarad|besvarat',
  'Email Bounced': 'bounce|bounced|email bounced|email bounce|hard bounce|soft bounce|hardbounce|softbounce|hard_bounce|soft_bounce|dropped|blocked|niet bezorgd|studsade|studs|avvisad',
  'Email Marked Spam': 'spam|spam report|spamreport|complaint|email marked spam|marked as spam|spam complaint|abuse|abuse report|klacht|spamklacht|spamanmälan|skräppost',
  'Email Unsubscribed': 'unsubscribe|unsubscribed|unsub|email unsubscribed|optout|opt out|opted out|uitgeschreven|afgemeld|uitschrijving|avprenumererad|avregistrerad|avregistrering',
  'Email Subscribed': 'subscribe|subscribed|email subscribed|optin|opt in|signup|sign up|newsletter signup|ingeschreven|aangemeld|inschrijving|prenumererar|prenumeration',
  'Form Submitted': 'form|form submission|form submitted|form submit|submitted form|form_submit|form fill|filled form|form submitted on website|formulier|formulier ingevuld|formulier verzonden|formulierinzending|formulär|formulär skickat|formulärinskick',
  'File Downloaded': 'download|downloaded|file download|file downloaded|file_download|content download|content downloaded|whitepaper download|ebook download|gedownload|nedladdning|nedladdat|laddade ner',
  'Demo Requested': 'demo|demo request|demo requested|request demo|requested demo|request a demo|demo aangevraagd|demoaanvraag|demo begärd|demoförfrågan',
  'Contact Requested': 'contact request|contact requested|contact us|contact form|contactformulier|contactaanvraag|kontaktformulär|kontaktförfrågan',
  'Meeting Booked': 'meeting|meeting booked|booked meeting|meeting scheduled|afspraak|afspraak gepland|afspraak gemaakt|vergadering|möte|möte bokat|bokat möte',
  'Meeting Held': 'meeting held|meeting completed|had meeting|had a meeting|afspraak gehouden|möte genomfört|möte hållet',
  'Call Made': 'call|called|call made|phone call|outbound call|had a phone conversation|telefoongesprek|gebeld|oproep|samtal|ringt|telefonsamtal',
  'Chat Started': 'chat|chat started|live chat|olark chat conversation|had a chat|conversation started|chatgesprek|chatt|chattsamtal',
  'Webinar Registered': 'webinar registration|webinar registered|registered for webinar|webinaraanmelding|webinarregistrering|anmäld till webbinarium|webbinarieanmälan',
  'Webinar Attended': 'webinar|webinar attended|attended webinar|webinar attendance|webinar bijgewoond|webbinarium|deltog i webbinarium|webbinarium deltagit',
  'Event Registered': 'event registration|event registered|registered for event|aangemeld voor evenement|evenementaanmelding|anmäld till evenemang|eventanmälan',
  'Event Attended': 'event attended|attended event|event attendance|evenement bijgewoond|deltog i evenemang',
  'Video Watched': 'video|video view|video viewed|video watched|watched video|video bekeken|video visad|videovisning',
  'Social Engaged': 'social click|social media click|social engagement|social|like|liked|share|shared|social media|sociale media|sociala medier',
  'Ad Clicked': 'ad click|ad clicked|clicked ad|advertentie aangeklikt|advertentieklik|annonsklick|annons klickad',
  'Trial Started': 'trial|trial started|started trial|free trial|proefperiode|proefperiode gestart|provperiod|provperiod startad',
  'Signed Up': 'signed up|account created|registered|user created|registration|geregistreerd|registratie|registrerad|registrering',
  'Survey Answered': 'survey|survey answered|survey submitted|survey response|enquête|enquête ingevuld|enkät|enkätsvar',
  'Support Ticket Opened': 'ticket|ticket created|support ticket|ticket opened|supportticket|supportärende|ärende',
  'List Imported': 'list import|imported|import|lijst geïmporteerd|importerad',
} as const;

export type ActivityType = keyof typeof names;

/** The standard names, in the order of a lead's journey. */
export const activityTypes = Object.keys(names) as readonly ActivityType[];

const byName = new Map<string, ActivityType>();
for (const type of activityTypes) {
  byName.set(compactHeader(type), type);
  for (const name of names[type].split('|'))
    if (!byName.has(compactHeader(name))) byName.set(compactHeader(name), type);
}

/**
 * Returns the standard name of an activity, whatever a tool calls it: "open", "EMAIL_OPEN" and "E-mail geopend" are all
 * Email Opened. Undefined for one that is not known; it keeps its own name.
 */
export function findActivityType(name: string): ActivityType | undefined {
  const known = asked.get(name);
  if (known !== undefined) return known ?? undefined;
  const found = byName.get(compactHeader(name));
  if (asked.size < 10_000) asked.set(name, found ?? null);
  return found;
}

/** Answers given before: a file asks the same few names for every row. */
const asked = new Map<string, ActivityType | null>();
