import { describe, expect, it } from 'vitest';
import { findCountryOfHost, findWebsiteDomain, readCountry } from './country.ts';

const names: Record<string, string[]> = {
  BE: [
    'België',
    'Belgie',
    'BELGIË',
    ' belgium ',
    'Belgique',
    'Belgien',
    'be',
    'BEL',
    'Koninkrijk België',
    'Vlaanderen',
  ],
  NL: [
    'Holland',
    'The Netherlands',
    'Netherlands',
    'Nederland',
    'Nederländerna',
    'Pays-Bas',
    'NL',
    'nld',
    'N.L.',
  ],
  SE: ['Sverige', 'Sweden', 'Zweden', 'Schweden', 'Suède', 'SE', 'SWE', 'sverige'],
  DE: ['Duitsland', 'Deutschland', 'Germany', 'Tyskland', 'Allemagne', 'DEU', 'GER'],
  FR: ['Frankrijk', 'France', 'Frankrike', 'FRA'],
  GB: [
    'UK',
    'U.K.',
    'the UK',
    'United Kingdom',
    'Great Britain',
    'England',
    'Engeland',
    'Groot-Brittannië',
    'GBR',
  ],
  US: [
    'USA',
    'U.S.A.',
    'United States',
    'the United States of America',
    'Verenigde Staten',
    'VS',
    'Förenta staterna',
  ],
  AT: ['Oostenrijk', 'Österreich', 'Österrike', 'Austria'],
  AU: ['Australia', 'Australië', 'Australien'],
  CH: ['Zwitserland', 'Schweiz', 'Suisse', 'Switzerland'],
  CZ: ['Tsjechië', 'Tjeckien', 'Czechia', 'Czech Republic', 'Česko'],
  DK: ['Denemarken', 'Danmark', 'Denmark'],
  FI: ['Finland', 'Suomi'],
  NO: ['Noorwegen', 'Norge', 'Norway'],
  PL: ['Polen', 'Polska', 'Poland'],
  ES: ['España', 'Spanje', 'Spanien', 'Spain'],
  IT: ['Italië', 'Italien', 'Italia', 'Italy'],
  GR: ['Griekenland', 'Grekland', 'Ελλάδα', 'Hellas'],
  HU: ['Hongarije', 'Ungern', 'Magyarország'],
  LU: ['Luxemburg', 'Luxembourg', 'Lëtzebuerg'],
  UA: ['Oekraïne', 'Ukraina', 'Україна'],
  TR: ['Turkije', 'Turkiet', 'Türkiye', 'Turkey'],
  CN: ['China', 'Kina', '中国'],
  JP: ['Japan', '日本'],
  KR: ['South Korea', 'Zuid-Korea', 'Sydkorea', 'Korea'],
  CD: ['Congo-Kinshasa', 'Democratic Republic of the Congo'],
  BA: ['Bosnia & Herzegovina', 'Bosnië en Herzegovina', 'Bosnien och Hercegovina'],
  AE: ['UAE', 'Verenigde Arabische Emiraten', 'Förenade Arabemiraten', 'United Arab Emirates'],
  ZA: ['Zuid-Afrika', 'Sydafrika', 'South Africa'],
  XK: ['Kosovo'],
};

describe('a country as people write it', () => {
  it.each(Object.entries(names).flatMap(([code, list]) => list.map((name) => [name, code])))(
    '%j is %s',
    (name, code) => {
      expect(readCountry(name)?.value).toBe(code);
    },
  );

  it.each([
    ['Ghent, Belgium', 'BE', 'Belgium', 'country_name'],
    ['Belgium (BE)', 'BE', 'BE', 'country_code'],
    ['Stockholm - Sverige', 'SE', 'Sverige', 'country_name'],
    ['be', 'BE', 'be', 'country_code'],
  ])('%j is %s by %j', (text, code, matched, reason) => {
    expect(readCountry(text)).toEqual({ value: code, evidence: { reason, field: 'country', matched } });
  });

  it.each(['', '   ', 'Atlantis', 'n/a', '-', 'Europe', 'EU', 'ZZ', 'Antwerpen', 'the'])(
    '%j is unknown',
    (text) => {
      expect(readCountry(text)).toBeUndefined();
    },
  );

  it('is found for every name that the platform has in English, Dutch and Swedish', () => {
    const missed: string[] = [];
    for (const language of ['en', 'nl', 'sv']) {
      const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
      for (const code of 'AD AE AR AT AU BA BE BG BR BY CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IR IS IT JP KR KW LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PH PK PL PT QA RO RS RU SA SE SG SI SK TH TN TR TW UA US VN ZA'.split(
        ' ',
      )) {
        const name = display.of(code)!;
        if (readCountry(name)?.value !== code) missed.push(`${language} ${code} ${name}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe('the country of a domain', () => {
  it.each([
    ['acme.be', 'BE'],
    ['acme.nl', 'NL'],
    ['acme.se', 'SE'],
    ['acme.co.uk', 'GB'],
    ['acme.com.au', 'AU'],
    ['acme.de', 'DE'],
    ['acme.io', undefined],
    ['acme.ai', undefined],
    ['acme.co', undefined],
    ['acme.me', undefined],
    ['acme.tv', undefined],
    ['acme.nu', undefined],
    ['acme.eu', undefined],
    ['acme.com', undefined],
    ['acme.example', undefined],
  ])('%j is %s', (host, code) => {
    expect(findCountryOfHost(host)).toBe(code);
  });
});

describe('the domain of a website', () => {
  it.each([
    ['https://www.acme.be/contact?x=1', 'acme.be'],
    ['http://user@shop.acme.co.uk:8080/', 'acme.co.uk'],
    ['www.acme.nl', 'acme.nl'],
    ['Acme.SE', 'acme.se'],
    ['https://björk.se/', 'xn--bjrk-6qa.se'],
    ['not a website', undefined],
    ['localhost', undefined],
    ['', undefined],
  ])('%j is %s', (website, domain) => {
    expect(findWebsiteDomain(website)).toBe(domain);
  });
});
