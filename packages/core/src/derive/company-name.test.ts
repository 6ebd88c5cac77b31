import { describe, expect, it } from 'vitest';
import { makeCompanyName } from './company-name.ts';

describe('a company’s name from its domain', () => {
  it.each([
    ['acme-tools.be', 'Acme Tools'],
    ['acme.example', 'Acme'],
    ['acme.co.uk', 'Acme'],
    ['acme.uk.com', 'Acme'],
    ['kbc.be', 'KBC'],
    ['ikea.com', 'Ikea'],
    ['sncb.be', 'SNCB'],
    ['3m.com', '3M'],
    ['wijn-en-zoon.be', 'Wijn en Zoon'],
    ['bio-planet.be', 'Bio Planet'],
    ['123.be', undefined],
    ['xn--bjrk-6qa.se', undefined],
  ])('%j is %j', (domain, name) => {
    expect(makeCompanyName(domain)).toBe(name);
  });
});
