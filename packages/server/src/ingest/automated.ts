import { isbot } from 'isbot';
import type { CallContext, CallKind } from './call.ts';
import { cleanText, getOwn } from './json-value.ts';

/** Names that security products and previewers of links give themselves and that isbot does not know. */
const scanner = /safelinks|ms-office|linkcheck|urldefense|x-scan|mailscan|antivirus|phish/i;

/**
 * Programs that fetch the images of a mail because a person opened it: proxies of mail providers, and mail programs.
 * They look like machines and are people.
 */
const mailReader =
  /googleimageproxy|yahoomailproxy|outlookimageproxy|microsoft outlook|ms-office|thunderbird|applemail/i;

/** The user agent of Apple's mail privacy protection, which opens every mail by itself; nothing else sends just this. */
const privacyProxy = /^mozilla\/5\.0$/i;

/** Properties by which mail services say that a machine opened or clicked. */
const machineFlags = [
  'automated',
  'machineOpen',
  'machine_open',
  'sg_machine_open',
  'isBot',
  'is_bot',
  'bot',
  'appleMpp',
  'apple_mpp',
  'prefetch',
  'isPrefetch',
] as const;

/** What an activity says of who did it. */
export interface AutomatedClaim {
  readonly kind: CallKind;
  readonly type: string;
  readonly context: CallContext;
  readonly properties: unknown;
}

/**
 * Returns the evidence that a machine did it (`bot: Googlebot`, `scanner: SafeLinks`, `mail proxy: Mozilla/5.0`,
 * `said by the sender: machine_open`), undefined if there is none.
 *
 * Read are a flag of the sender and `context.userAgent`, for activities about e-mail also `properties.userAgent` and
 * `properties.user_agent`. The header of the request says nothing: behind a server's SDK it is always a program.
 */
export function findAutomation({ kind, type, context, properties }: AutomatedClaim): string | undefined {
  const flag =
    machineFlags.find((name) => isTrue(getOwn(properties, name))) ??
    (isTrue(context.automated) ? 'automated' : undefined);
  if (flag !== undefined) return `said by the sender: ${flag}`;
  const isMail = kind === 'track' && /^e-?mail /i.test(type);
  const given = [
    context.userAgent,
    ...(isMail ? [getOwn(properties, 'userAgent'), getOwn(properties, 'user_agent')] : []),
  ].find((agent) => typeof agent === 'string' && agent.trim() !== '');
  if (given === undefined) return undefined;
  // A user agent is at most a few hundred characters; patterns are not run over more.
  const agent = (given as string).trim().slice(0, 500);
  const isOpen = isMail && /opened$/i.test(type);
  if (isOpen && privacyProxy.test(agent)) return `mail proxy: ${agent}`;
  if (isOpen && mailReader.test(agent)) return undefined;
  const scanned = scanner.exec(agent);
  if (scanned !== null) return `scanner: ${scanned[0]}`;
  return isbot(agent) ? `bot: ${cleanText(agent.slice(0, 80))}` : undefined;
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;
