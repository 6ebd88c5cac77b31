import type { Language } from '../word/language.ts';

/**
 * Why an event was not taken: what is shown in the dead-letter list. The sentence for each code, in every language,
 * with {parameters}.
 */
// biome-ignore format: a table
const sentences = {
  event_not_object: {
    en: 'The event is not a JSON object; send an object for each event',
    nl: 'De gebeurtenis is geen JSON-object; stuur voor elke gebeurtenis een object',
    sv: 'Händelsen är inget JSON-objekt; skicka ett objekt för varje händelse',
  },
  event_too_large: {
    en: 'The event is larger than {limit} characters; send fewer or shorter properties',
    nl: 'De gebeurtenis is groter dan {limit} tekens; stuur minder of kortere eigenschappen',
    sv: 'Händelsen är större än {limit} tecken; skicka färre eller kortare egenskaper',
  },
  event_too_deep: {
    en: 'The event has objects nested more than {limit} deep; send them flatter',
    nl: 'De gebeurtenis heeft objecten die meer dan {limit} diep in elkaar zitten; stuur ze vlakker',
    sv: 'Händelsen har objekt som ligger mer än {limit} nivåer djupt; skicka dem plattare',
  },
  properties_too_many: {
    en: 'The event has more than {limit} properties; send those that matter',
    nl: 'De gebeurtenis heeft meer dan {limit} eigenschappen; stuur wat ertoe doet',
    sv: 'Händelsen har fler än {limit} egenskaper; skicka dem som betyder något',
  },
  name_too_long: {
    en: 'The name "{name}" has more than {limit} characters; shorten it',
    nl: 'De naam "{name}" heeft meer dan {limit} tekens; maak hem korter',
    sv: 'Namnet "{name}" har fler än {limit} tecken; korta det',
  },
  kind_unknown: {
    en: 'The event is of type "{kind}"; it should be track, identify, page, screen, group or alias',
    nl: 'De gebeurtenis is van type "{kind}"; dat moet track, identify, page, screen, group of alias zijn',
    sv: 'Händelsen är av typen "{kind}"; den ska vara track, identify, page, screen, group eller alias',
  },
  event_name_missing: {
    en: 'The track event has no name; give it in "event"',
    nl: 'De track-gebeurtenis heeft geen naam; geef die in "event"',
    sv: 'Track-händelsen har inget namn; ange det i "event"',
  },
  identity_missing: {
    en: 'The event says neither whose it is nor from which browser; give userId or anonymousId',
    nl: 'De gebeurtenis zegt niet van wie ze is en ook niet van welke browser; geef userId of anonymousId',
    sv: 'Händelsen säger varken vems den är eller från vilken webbläsare; ange userId eller anonymousId',
  },
  identity_placeholder: {
    en: 'The id "{id}" stands for nobody; all who have it would become one lead. Leave it out until there is a real one',
    nl: 'De id "{id}" staat voor niemand; iedereen die hem heeft zou één lead worden. Laat hem weg tot er een echte is',
    sv: 'Id:t "{id}" står för ingen; alla som har det skulle bli ett lead. Utelämna det tills det finns ett riktigt',
  },
  identity_too_long: {
    en: 'An id has more than {limit} characters; send a shorter one',
    nl: 'Een id heeft meer dan {limit} tekens; stuur een kortere',
    sv: 'Ett id har fler än {limit} tecken; skicka ett kortare',
  },
  time_invalid: {
    en: 'The timestamp "{value}" is not a time; write it as 2026-11-22T09:30:00Z',
    nl: 'De timestamp "{value}" is geen tijd; schrijf hem als 2026-11-22T09:30:00Z',
    sv: 'Tidsstämpeln "{value}" är ingen tid; skriv den som 2026-11-22T09:30:00Z',
  },
  group_missing: {
    en: 'The group call names no account; give groupId',
    nl: 'De group-aanroep noemt geen account; geef groupId',
    sv: 'Group-anropet namnger inget konto; ange groupId',
  },
  alias_missing: {
    en: 'The alias call needs two ids; give previousId and userId',
    nl: 'De alias-aanroep heeft twee ids nodig; geef previousId en userId',
    sv: 'Alias-anropet behöver två id:n; ange previousId och userId',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type RefusalCode = keyof typeof sentences;
export type RefusalParams = Readonly<Record<string, string | number>>;

/** Why an event was refused, to be said in any language by `describeRefusal`. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

export const refusalCodes = Object.keys(sentences) as readonly RefusalCode[];

/** Returns a refusal; texts of the sender are cut to 80 characters, since lists of them are read by people. */
export function refuse(code: RefusalCode, params: RefusalParams = {}): Refusal {
  const short = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' && value.length > 80 ? `${value.slice(0, 79).toWellFormed()}…` : value,
  ]);
  return { code, params: Object.fromEntries(short) };
}

export function isRefusal(value: object): value is Refusal {
  return 'code' in value && 'params' in value;
}

/** Says why an event was refused, and what to do. */
export function describeRefusal({ code, params }: Refusal, language: Language): string {
  return sentences[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}
