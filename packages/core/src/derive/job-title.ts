import { type Department, type Seniority, seniorities } from '../derived-field.ts';
import { departmentBeginnings, departmentWords } from './department-word.ts';
import type { Derivation } from './evidence.ts';
import { findSeniorityByEnding, isCompanyFunction, seniorityWords } from './seniority-word.ts';
import { Cache, foldWords, readWords, splitWords } from './word.ts';

/** What a job title says; a part that no known word names is absent. */
export interface JobTitleReading {
  readonly seniority?: Derivation<Seniority>;
  readonly department?: Derivation<Department>;
}

/** A rank or department with the words that named it. */
interface Match<V> {
  readonly value: V;
  readonly matched: string;
}

const titles = new Cache<JobTitleReading>(50_000);

/**
 * Reads seniority and department from a job title in English, Dutch or Swedish.
 *
 * Seniority is the highest rank that a word names, but: who assists somebody is staff ("Assistant to the CEO"); owners
 * of products and processes and those who manage products, projects, offices or accounts are staff or, with that word,
 * senior; "former" ranks do not count; junior, trainee and intern count below head of a department. A Swedish -chef
 * of a department ("Marknadschef") is a head, another one ("Enhetschef") a manager. "Zaakvoerder" is an owner,
 * "bedrijfsleider" a director.
 *
 * Department is the one named first; product, operations and administration give way to a more telling one, and
 * general management to any. "IT" counts in capitals or beside a word of rank, so that "Making it happen" is no IT.
 */
export function readJobTitle(title: string): JobTitleReading {
  return titles.read(title, readTitle);
}

function readTitle(title: string): JobTitleReading {
  const boss = assistsPattern.exec(foldWords(title));
  const own = boss === null ? title : foldWords(title).slice(0, boss.index + boss[1]!.length);
  const parts = own
    .replace(employerPattern, '')
    .replace(/\bR\s?&\s?D\b/gi, 'research development')
    .replace(/(?<=\p{L})[’'´`]s\b/giu, '')
    .split(partPattern)
    .filter((part) => part.trim() !== '' && !formerPattern.test(foldWords(part)));

  const ownRank = highest([findChiefOfficer(own), ...parts.map(findSeniority)]);
  const seniority = ownRank ?? (boss === null ? undefined : { value: 'staff' as const, matched: boss[1]! });
  const department = findDepartment(parts);
  return {
    ...(seniority && { seniority: derive(seniority) }),
    ...(department && { department: derive(department) }),
  };
}

/** "Assistant to", "assistent van de", "adviser to": what follows is somebody else's rank. Matches folded text. */
const assistsPattern =
  /\b((?:assistant|assistent|assistente|secretary|secretaresse|sekreterare|pa|ea|advis[eo]r|adviseur|radgivare|aide|support|office|staff|reporting) )(?:to|of|van|aan|till|at|for|voor|bij) (?:the |de |het |our |den )?(?=\p{L}*(?:ceo|cfo|coo|cto|cio|cmo|vd|president|director|directeur|directie|direktor|board|chief|managing|bestuur|minister|chef|owner|founder|zaakvoerder|head|vp|management|executive|general|partner|chairman|koncern|lednings))/u;

const employerPattern = /\s(?:at|bij|hos|på)\s.*$|@.*$/isu;

const partPattern = /[,;|/•·–—&+\n]|\s-\s|\s(?:and|en|och|und|et)\s/iu;

const formerPattern =
  /^\s*(?:former|formerly|ex|previous|retired|voormalig|vorige|gewezen|tidigare|fd|f\.d\.|pensionerad|gepensioneerd)\b/;

const owned = new Set(
  readWords(`product products process service data system systems risk application app api platform feature problem
    solution contract home budget cost domain asset design capability backlog epic journey value stream programme
    program content portfolio control pet dog cat car`),
);
const assistants = new Set(readWords('assistant assistent assistente secretary secretaresse sekreterare'));
const leadWhat = new Set(readWords('generation gen management nurturing qualification scoring capture'));
const onlyAtEnd = new Set(readWords('intern student studente studerande stage graduate starter scholar'));
const onlyAlone = new Set(['partner', 'maat', 'fellow']);

/** "Chief Commercial and Marketing Officer", before it is split at its "and". */
function findChiefOfficer(title: string): Match<Seniority> | undefined {
  const text = foldWords(title);
  const found = formerPattern.test(text) ? null : /\bchief (?:[^\s|;]+ ){1,6}?officer\b/.exec(text);
  return found === null ? undefined : { value: 'c_level', matched: found[0] };
}

function findSeniority(part: string): Match<Seniority> | undefined {
  const words = splitWords(part);
  const ranks: Match<Seniority>[] = [];
  forEachPhrase(words, (phrase, start, end) => {
    const value =
      seniorityWords.get(phrase) ?? (end - start === 1 ? findSeniorityByEnding(phrase) : undefined);
    if (value === undefined) return false;
    ranks.push({ value: weigh(value, phrase, words, start), matched: phrase });
    return true;
  });
  const last = words.at(-1);
  // Before another word, Dutch and Swedish "intern" is internal: "Intern accountmanager".
  if (last === 'intern') ranks.push({ value: 'intern', matched: last });

  const top = highest(ranks);
  if (top === undefined || last === undefined) return undefined;
  const lowered = ranks.find((rank) => rank.value === 'junior' || rank.value === 'intern');
  // The last word of "Director's assistant" and "VD-assistent" is what the person is.
  if (assistants.has(last) || /assistente?$/.test(last)) {
    return lowered ?? ranks.find((rank) => rank.value === 'senior') ?? { value: 'staff', matched: last };
  }
  if (words[0] === 'assistant' && top.value === 'manager' && !top.matched.startsWith('assistant')) {
    return { value: 'senior', matched: words.join(' ') };
  }
  const belowHead = seniorities.indexOf(top.value) > seniorities.indexOf('head');
  return belowHead && lowered !== undefined ? lowered : top;
}

/** The rank of a phrase where it stands: some words name a rank only in some places. */
function weigh(value: Seniority, phrase: string, words: readonly string[], start: number): Seniority {
  const before = words[start - 1];
  const after = words[start + 1];
  if (ownsNoCompany(phrase, before)) return 'staff';
  if (phrase === 'chef' && before !== undefined && isCompanyFunction(before)) return 'head';
  if (phrase === 'lead' && after !== undefined && leadWhat.has(after)) return 'staff';
  if (onlyAlone.has(phrase) && words.length > 1) return 'staff';
  if (onlyAtEnd.has(phrase) && start !== words.length - 1) return 'staff';
  return value;
}

/** Whether an owner owns a product, a process or a pet. */
function ownsNoCompany(phrase: string, before: string | undefined): boolean {
  return /^(?:owner|agare|eigenaar|eigenares)$/.test(phrase) && before !== undefined && owned.has(before);
}

/** Departments that give way to one of a lower number, wherever it stands in the title. */
const givesWay: Partial<Record<Department, number>> = {
  product: 1,
  operations: 1,
  other: 1,
  administration: 2,
  general_management: 3,
};
const adjectives = new Set(
  readWords('technical technisch technische development technology software teknisk tekniska'),
);
const besideIt = new Set(
  readWords(`of hoofd manager director directeur direktor chef head lead specialist consultant konsult engineer
    architect analyst support admin administrator coordinator medewerker ansvarig verantwoordelijke tekniker
    technicus technician assistant assistent project projects projectmanager projectleider projektledare projektchef security
    infrastructure operations service services solutions systems vp avd afdeling van inom for voor ledare leider
    teamleider strateg strategist adviseur advisor beheerder business procurement sales senior junior responsable`),
);

function findDepartment(parts: readonly string[]): Match<Department> | undefined {
  let best: Match<Department> | undefined;
  let bestWeight = Number.POSITIVE_INFINITY;
  const offer = (value: Department, matched: string): void => {
    const weight = adjectives.has(matched) ? 0.5 : (givesWay[value] ?? 0);
    if (weight < bestWeight) {
      best = { value, matched };
      bestWeight = weight;
    }
  };
  for (const part of parts) {
    const words = splitWords(part);
    const capitals = /\p{Ll}/u.test(part) && /(?<!\p{L})IT(?!\p{L})/u.test(part);
    forEachPhrase(words, (phrase, start, end) => {
      const value =
        phrase === 'it' && isItDepartment(words, start, capitals)
          ? 'it'
          : (departmentWords.get(phrase) ??
            (end - start === 1 ? findDepartmentByBeginning(phrase) : undefined));
      if (value === undefined || ownsNoCompany(phrase, words[start - 1])) return false;
      if (phrase === 'president' && words[start - 1] === 'vice') return false;
      offer(value, phrase);
      return true;
    });
    if (assistants.has(words.at(-1) ?? '')) offer('administration', words.at(-1)!);
  }
  return best;
}

function isItDepartment(words: readonly string[], start: number, capitals: boolean): boolean {
  if (capitals || words.length === 1) return true;
  const before = words[start - 1];
  const after = words[start + 1];
  if (after === undefined) return before !== undefined && besideIt.has(before);
  return start === 0 || (before !== undefined && besideIt.has(before)) ? besideIt.has(after) : false;
}

function findDepartmentByBeginning(word: string): Department | undefined {
  for (let length = word.length; length >= 3; length--) {
    const found = departmentBeginnings.get(word.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Offers every phrase of up to five words, longest first, from left to right. When one is taken (the function returns
 * true), its words are not offered again.
 */
function forEachPhrase(
  words: readonly string[],
  take: (phrase: string, start: number, end: number) => boolean,
): void {
  for (let start = 0; start < words.length; ) {
    let end = Math.min(words.length, start + 5);
    while (end > start && !take(words.slice(start, end).join(' '), start, end)) end--;
    start = Math.max(end, start + 1);
  }
}

function highest(ranks: readonly (Match<Seniority> | undefined)[]): Match<Seniority> | undefined {
  let top: Match<Seniority> | undefined;
  for (const rank of ranks) {
    if (rank === undefined) continue;
    if (top === undefined || seniorities.indexOf(rank.value) < seniorities.indexOf(top.value)) top = rank;
  }
  return top;
}

function derive<V extends string>({ value, matched }: Match<V>): Derivation<V> {
  return { value, evidence: { reason: 'title_word', field: 'jobTitle', matched: matched.trim() } };
}
