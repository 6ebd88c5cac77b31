/** Texts that mean nothing was filled in, in any tool, in lower case. */
// biome-ignore format: a table
const everywhere = [
  '-', '--', '---', '–', '—', '.', '?', 'n/a', 'n.a.', 'na.', '#n/a', '#n/b', '#value!', '#waarde!', '#värdefel!', '#ref!',
  '#null!', '#name?', '#saknas!', 'null', '(null)', '<null>', '\\n', 'nil', 'nan', 'undefined', '(not set)', '(not provided)',
  '(none)', '(blank)', '(empty)', '(leeg)', '(tom)', '(ingen)', '(geen)', '--none--', '-- none --', '--geen--', '--ingen--',
  '- none -', '-none-', '[[unknown]]', '[unknown]', '(no value)', '(geen waarde)', '(inget värde)', 'n.v.t.', 'nvt', 'ej angivet', 'saknas',
  'not available', 'not applicable', 'niet van toepassing', 'niet ingevuld', 'ej tillämpligt',
];

/** Texts of a select that was left alone. In a column of few values they are no answer; in free text they may be one. */
// biome-ignore format: a table
const selects = [
  'select', 'select...', 'select…', '-select-', '- select -', '--select--', '-- select --', 'select one', 'please select', '(please select)',
  '- please select -', '-- please select --', 'choose', 'choose...', 'choose one', 'please choose', 'selecteer', 'selecteer...', 'selecteer een optie',
  'maak een keuze', '- maak een keuze -', 'kies', 'kies...', 'kies een optie', 'välj', 'välj...', 'välj ett alternativ', '- välj -', 'vänligen välj',
];

/** What a tool writes for nothing, beside the above. In other tools these are values: a lead source "None" is an answer. */
const ofTool: Readonly<Record<string, readonly string[]>> = {
  Salesforce: ['none', '[not provided]', '[[unknown]]'],
  Zoho: ['-none-', 'none', '-geen-', '-ingen-'],
  HubSpot: ['(no value)', 'no value', '--'],
  Pipedrive: ['(none)', '-', '(geen)', '(ingen)'],
  Google: ['(not set)', '(other)'],
};

/** The texts that mean nothing was filled in. */
export interface Placeholders {
  /** Whether a trimmed text is one, whatever its case. */
  has(text: string): boolean;
}

/**
 * Returns the placeholders of every tool, those of selects, those of the tool (its name may be longer: "HubSpot
 * contacts"), and those the user adds.
 */
export function findPlaceholders(tool: string | undefined, added: readonly string[] = []): Placeholders {
  const own = Object.entries(ofTool)
    .filter(([name]) => tool?.startsWith(name) ?? false)
    .flatMap(([, texts]) => texts);
  const texts = new Set([
    ...everywhere,
    ...selects,
    ...own,
    ...added.map((text) => text.trim().toLowerCase()),
  ]);
  // Nearly every cell of a file is asked: by first letter and length most are told without lower-casing.
  const shapes = new Uint8Array(64 * 64);
  let longest = 0;
  for (const text of texts) {
    shapes[shapeOf(text)] = 1;
    shapes[shapeOf(text.toUpperCase())] = 1;
    longest = Math.max(longest, text.length);
  }
  return {
    has: (text) => text.length <= longest && shapes[shapeOf(text)] === 1 && texts.has(text.toLowerCase()),
  };
}

const shapeOf = (text: string): number => (text.charCodeAt(0) & 31) * 64 + (text.length & 63);
