/** Headers that clients send their key in when they do not use Basic. */
const keyHeaders = ['x-write-key', 'x-api-key', 'writekey'] as const;
const longestKey = 200;

/**
 * Returns the write key of a request: the user of Basic authentication, else a Bearer token, else one of the headers
 * X-Write-Key and X-Api-Key, else what the body says. Undefined if there is none.
 */
export function findWriteKey(
  getHeader: (name: string) => string | undefined,
  inBody: string | undefined,
): string | undefined {
  const [scheme = '', credentials = ''] = (getHeader('authorization') ?? '').trim().split(/\s+/, 2);
  const key =
    { basic: readBasicUser(credentials), bearer: credentials }[scheme.toLowerCase()] ||
    keyHeaders.map(getHeader).find(Boolean) ||
    inBody;
  return key === undefined || key.trim() === '' || key.length > longestKey ? undefined : key.trim();
}

function readBasicUser(credentials: string): string {
  return Buffer.from(credentials.slice(0, 4 * longestKey), 'base64')
    .toString('utf8')
    .split(':', 1)[0]!;
}
