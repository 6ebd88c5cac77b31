import fc from 'fast-check';

const dayMs = 86_400_000;

/** Segment calls of a few people in a few companies, who share browsers and addresses. */
export function anyCall(now: number): fc.Arbitrary<Record<string, unknown>> {
  const user = fc.constantFrom('u1', 'u2', 'u3');
  const browser = fc.constantFrom('browser-1', 'browser-2', 'browser-3');
  const email = fc.constantFrom(
    'ann@acme.example',
    'bob@acme.example',
    'eve@gmail.com',
    'info@steel.example',
  );
  const person = fc.oneof(
    fc.record({ userId: user }),
    fc.record({ anonymousId: browser }),
    fc.record({ userId: user, anonymousId: browser }),
  );
  const traits = fc.record(
    {
      email,
      title: fc.constantFrom('Operations Director', 'Junior buyer', 'CEO', ''),
      country: fc.constantFrom('Belgium', 'NL', 'be'),
      industry: fc.constantFrom('Logistics', 'Energy', 'Food'),
      employees: fc.constantFrom('51-200', 12, 'many'),
    },
    { requiredKeys: [] },
  );
  const kind = fc.oneof(
    fc.record({
      type: fc.constant('track'),
      event: fc.constantFrom('Demo Requested', 'Webinar Attended', 'File Downloaded', 'Other'),
    }),
    fc.record({
      type: fc.constant('page'),
      properties: fc.record({ path: fc.constantFrom('/pricing', '/', '/blog') }),
    }),
    fc.record({ type: fc.constant('identify'), traits }),
    fc.record({
      type: fc.constant('group'),
      groupId: fc.constantFrom('acme', 'steel'),
      traits: fc.record({ employees: fc.constantFrom(40, 300), country: fc.constant('SE') }),
    }),
    fc.record({ type: fc.constant('alias'), previousId: browser, userId: user }),
  );
  const at = fc.integer({ min: 0, max: 120 * dayMs }).map((ago) => new Date(now - ago).toISOString());
  return fc
    .tuple(person, kind, at, fc.uuid())
    .map(([who, what, timestamp, messageId]) => ({ ...who, ...what, timestamp, messageId }));
}
