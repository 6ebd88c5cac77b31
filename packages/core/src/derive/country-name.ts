import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import dutch from 'i18n-iso-countries/langs/nl.json' with { type: 'json' };
import swedish from 'i18n-iso-countries/langs/sv.json' with { type: 'json' };
import { foldWords, splitWords } from './word.ts';

/** What the lists do not have: names in the country's own language, short forms, parts that people write instead. */
const aliases: Readonly<Record<string, string>> = {
  AE: 'UAE|Emirates|Emiraten|Emiraterna|Verenigde Arabische Emiraten|VAE|Dubai|Abu Dhabi',
  AL: 'Shqipëria|Shqiperia',
  AM: 'Hayastan',
  AR: 'Argentinië',
  AT: 'Österreich|Oostenrijk|Oesterreich',
  AX: 'Ahvenanmaa|Aland Islands',
  BA: 'Bosna i Hercegovina|Bosnia|Bosnië|Bosnien|Bosnia & Herzegovina|Bosna',
  BE: 'België|Belgique|Belgie|Belgien|Vlaanderen|Flanders|Wallonië|Wallonie|Koninkrijk België|Kingdom of Belgium|Belgica|Belgio',
  BG: 'България|Balgariya|Bulgaria',
  BL: 'St. Barthélemy|S:t Barthélemy',
  BN: 'Brunei',
  BO: 'Bolivia',
  BQ: 'Caribbean Netherlands|Caribisch Nederland|Karibiska Nederländerna|Bonaire',
  BR: 'Brasil',
  BY: 'Беларусь|Belarus',
  CD: 'DRC|DR Congo|Congo Kinshasa|Congo-Kinshasa|Kongo-Kinshasa|Congo - Kinshasa',
  CG: 'Congo Brazzaville|Congo-Brazzaville|Kongo-Brazzaville|Congo - Brazzaville',
  CH: 'Schweiz|Suisse|Svizzera|Svizra|Zwitserland|Helvetia',
  CI: "Ivory Coast|Ivoorkust|Elfenbenskusten|Cote d'Ivoire",
  CN: '中国|中國|Zhongguo|PRC|Volksrepubliek China|Folkrepubliken Kina|Mainland China',
  CV: 'Cape Verde',
  CY: 'Κύπρος|Kypros|Kıbrıs',
  CZ: 'Czech Republic|Česko|Česká republika|Tsjechië|Tsjechische Republiek|Tjeckien|Tjeckiska republiken',
  DE: 'Deutschland|Duitsland|Tyskland|Allemagne|Alemania|Germania|BRD|Bundesrepublik Deutschland',
  DK: 'Danmark|Denemarken',
  DZ: 'الجزائر|Algerie',
  EE: 'Eesti',
  EG: 'مصر|Misr',
  ES: 'España|Spanje|Spanien|Espagne|Catalunya|Catalonia|Catalonië',
  FI: 'Suomi',
  FM: 'Micronesia|Micronesië|Mikronesien',
  FK: 'Falklands|Falkland Islands',
  FR: 'Frankrijk|Frankrike|Republique francaise|République française|Francia',
  GB: 'UK|U.K.|Great Britain|Britain|United Kingdom|England|Scotland|Wales|Northern Ireland|Engeland|Groot-Brittannië|Schotland|Noord-Ierland|Storbritannien|Skottland|Nordirland|Verenigd Koninkrijk|Förenade kungariket|Royaume-Uni|The United Kingdom|VK|Angleterre',
  GE: 'საქართველო|Sakartvelo',
  GN: 'Guinee',
  GR: 'Ελλάδα|Ellada|Hellas|Hellenic Republic|Grekland|Griekenland',
  HK: 'Hongkong|Hongkong SAR|Hong Kong SAR|香港|Hong Kong SAR China|Hongkong SAR van China',
  HR: 'Hrvatska|Kroatië|Kroatien',
  HU: 'Magyarország|Hongarije|Ungern',
  IE: 'Éire|Ierland|Irland|Republic of Ireland|Eire',
  IL: 'ישראל',
  IM: 'Isle of Man',
  IN: 'Bharat|भारत',
  IR: 'Iran|ایران|Persia',
  IS: 'Ísland|IJsland',
  IT: 'Italia|Italië|Italie',
  JP: '日本|Nippon|Nihon',
  KN: 'St. Kitts & Nevis|St Kitts and Nevis',
  KP: 'North Korea|Noord-Korea|Nordkorea|DPRK',
  KR: 'South Korea|Korea|Republic of Korea|Zuid-Korea|Sydkorea|한국|대한민국|Republiken Korea',
  LA: 'Laos',
  LC: 'St. Lucia|S:t Lucia',
  LT: 'Lietuva|Litouwen|Litauen',
  LU: 'Lëtzebuerg|Luxemburg|Groothertogdom Luxemburg|Grand Duchy of Luxembourg',
  LV: 'Latvija|Letland|Lettland',
  MA: 'Maroc|المغرب|Marokko|Marocko',
  MD: 'Moldova|Moldavië|Moldavien',
  ME: 'Crna Gora',
  MF: 'St. Martin|Saint-Martin',
  MK: 'Macedonia|North Macedonia|FYROM|Macedonië|Makedonien|Северна Македонија|Noord-Macedonië|Nordmakedonien',
  MM: 'Burma|Myanmar (Burma)|Birma',
  MO: 'Macau|Macao SAR',
  MX: 'México|Méjico',
  NL: 'Holland|The Netherlands|Nederland|Nederländerna|Netherlands|Pays-Bas|Niederlande|Olanda|Paesi Bassi|Países Bajos|Hollanda|Koninkrijk der Nederlanden|Kingdom of the Netherlands',
  NO: 'Norge|Noreg|Noorwegen',
  NZ: 'Aotearoa|Nieuw-Zeeland|Nya Zeeland',
  PH: 'Philippines|Pilipinas|The Philippines|Filipijnen|Filippinerna',
  PK: 'پاکستان',
  PL: 'Polska|Polen',
  PM: 'St. Pierre & Miquelon',
  PN: 'Pitcairn Islands|Pitcairneilanden',
  PS: 'Palestine|Palestina|Palestinian Territories|Palestijnse gebieden|Palestinska territorierna',
  PT: 'Portugal',
  RO: 'România|Roemenië|Rumänien',
  RS: 'Srbija|Србија|Servië|Serbien',
  RU: 'Russia|Россия|Rossiya|Rusland|Ryssland',
  SA: 'KSA|Saudi|Saudi Arabia|Saoedi-Arabië|Saudiarabien|السعودية',
  SE: 'Sverige|Zweden|Schweden|Suède|Suecia|Svezia|Ruotsi|Konungariket Sverige|Kingdom of Sweden|Koninkrijk Zweden',
  SH: 'St. Helena|S:t Helena',
  SI: 'Slovenija|Slovenië|Slovenien',
  SK: 'Slovensko|Slowakije|Slovakien|Slovak Republic',
  ST: 'São Tomé & Príncipe',
  SX: 'Sint Maarten|St. Maarten',
  SY: 'Syria|Syrië|Syrien',
  SZ: 'Swaziland',
  TH: 'ประเทศไทย',
  TL: 'East Timor|Oost-Timor|Östtimor',
  TR: 'Türkiye|Turkiye|Turkije|Turkiet|Turkey',
  TT: 'Trinidad',
  TW: 'Taiwan|台灣|台湾|ROC',
  TZ: 'Tanzania',
  UA: 'Україна|Ukraina|Oekraïne|The Ukraine|Ukrayina',
  US: 'USA|U.S.|U.S.A.|United States|United States of America|The United States|The USA|America|Amerika|VS|V.S.|Verenigde Staten|Verenigde Staten van Amerika|Förenta staterna|Estados Unidos|États-Unis|Etats Unis|EEUU|Vereinigte Staaten',
  VA: 'Vatican|Vatican City|Vaticaanstad|Vatikanstaten|Holy See',
  VC: 'St. Vincent & Grenadines|St Vincent and the Grenadines',
  VE: 'Venezuela',
  VG: 'British Virgin Islands|BVI',
  VI: 'US Virgin Islands|U.S. Virgin Islands',
  VN: 'Vietnam|Việt Nam|Viet Nam',
  XK: 'Kosovo|Kosova',
  ZA: 'RSA|South Africa|Zuid-Afrika|Sydafrika|Suid-Afrika',
};

/** Three-letter words that are a country's code for sports or cars, and no name: "GER". */
const otherCodes: Readonly<Record<string, string>> = {
  GER: 'DE',
  NED: 'NL',
  HOL: 'NL',
  SUI: 'CH',
  DEN: 'DK',
  POR: 'PT',
  GRE: 'GR',
  SVE: 'SE',
  ENG: 'GB',
  UK: 'GB',
  EL: 'GR',
};

/** The alpha-2 codes of ISO 3166, and XK, which is in use for Kosovo. */
export const countryCodes: ReadonlySet<string> = new Set([...codes.map((row) => row[0]!), 'XK']);

const codesByCode: ReadonlyMap<string, string> = new Map([
  ...Object.entries(otherCodes),
  ...codes.flatMap(([alpha2, alpha3]) => [[alpha2!, alpha2!] as const, [alpha3!, alpha2!] as const]),
  ['XK', 'XK'],
  ['XKX', 'XK'],
]);

const fillers: ReadonlySet<string> = new Set(['the', 'de', 'het', 'of', 'and', 'en', 'och', 'la', 'le']);

const codesByName: ReadonlyMap<string, string> = readNames();

/** The alpha-2 code of an alpha-2, alpha-3 or common code in any case, or undefined. */
export function findCountryByCode(text: string): string | undefined {
  return codesByCode.get(text.trim().replaceAll('.', '').toUpperCase());
}

/** The alpha-2 code of a country's name in English, Dutch, Swedish, French, German or its own language, or undefined. */
export function findCountryByName(text: string): string | undefined {
  return codesByName.get(nameKey(text));
}

/** Every name and code, for the fingerprint of the derivation version. */
export function listCountryNames(): string[] {
  return [...codesByName, ...codesByCode].map(([name, code]) => `${name}=${code}`);
}

function readNames(): Map<string, string> {
  const names = new Map<string, string>();
  // Two countries share "Congo" and "Korea" in some lists; English decides first, our own table above all.
  for (const [code, list] of Object.entries(aliases)) {
    for (const name of list.split('|')) if (name !== '') names.set(nameKey(name), code);
  }
  for (const { countries } of [english, dutch, swedish, french, german]) {
    for (const [code, list] of Object.entries(countries as Record<string, string | string[]>)) {
      for (const name of Array.isArray(list) ? list : [list]) {
        if (!names.has(nameKey(name))) names.set(nameKey(name), code);
      }
    }
  }
  return names;
}

/** "The Nether-lands" and "NEDERLÄNDERNA " as they are compared: folded words without articles and signs. */
function nameKey(name: string): string {
  const words = splitWords(name.replaceAll('&', ' and '));
  const kept = words.filter((word) => !fillers.has(word));
  return kept.length > 0 ? kept.join(' ') : foldWords(name).trim();
}
