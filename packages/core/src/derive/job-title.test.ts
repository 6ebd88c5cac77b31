import { describe, expect, it } from 'vitest';
import { departments, seniorities } from '../derived-field.ts';
import { readJobTitle } from './job-title.ts';

/** Title, seniority, department; a dash for what the title does not say. */
const titles = `
CEO | c_level | general_management
C.E.O. | - | -
ceo & founder | owner | general_management
CFO | c_level | finance
COO | c_level | operations
CTO | c_level | engineering
CIO | c_level | it
CISO | c_level | it
CMO | c_level | marketing
CHRO | c_level | hr
Chief Executive Officer | c_level | general_management
Chief Marketing Officer | c_level | marketing
Chief Commercial and Marketing Officer | c_level | sales
Chief of Staff | head | general_management
Managing Director | c_level | general_management
Managing Director Benelux | c_level | general_management
President | c_level | general_management
Owner | owner | general_management
Business owner | owner | general_management
Owner / developer | owner | engineering
Co-founder & CTO | owner | engineering
Partner | owner | -
Managing Partner | owner | general_management
VP | vp | -
vp. Sales | vp | sales
VP Marketing | vp | marketing
Executive Vice President | vp | -
Teknisk chef | head | engineering
Nyckelkundsansvarig | staff | sales
Data Protection Officer | staff | legal
Head of Growth | head | marketing
Vice President of Engineering | vp | engineering
SVP, Finance | vp | finance
Director | director | -
Sales Director | director | sales
Director of Marketing | director | marketing
Director, Product Management | director | product
Executive Director | director | -
Head of IT | head | it
head of it | head | it
HEAD OF IT | head | it
Head of Sales | head | sales
Marketing Manager | manager | marketing
IT Manager | manager | it
it manager | manager | it
Purchasing Manager | manager | purchasing
Procurement Lead | senior | purchasing
Finance Manager | manager | finance
HR Manager | manager | hr
Operations manager | manager | operations
Warehouse supervisor | manager | operations
Team Lead Customer Support | manager | support
Customer Success Manager | staff | support
Legal Counsel | staff | legal
General Counsel | staff | legal
Senior Software Engineer | senior | engineering
Staff Engineer | senior | engineering
Lead Developer | senior | engineering
Software developer | staff | engineering
Sales representative | staff | sales
Account Executive | staff | sales
Account Manager | staff | sales
Senior Account Manager | senior | sales
Key account manager | staff | sales
Business Development Manager | manager | sales
Marketing specialist | staff | marketing
Product marketing manager | manager | marketing
IT support | staff | it
R&D Manager | manager | engineering
Accountant | staff | finance
Junior marketeer | junior | marketing
Junior account manager | junior | sales
Marketing intern | intern | marketing
Intern, Sales | intern | sales
Trainee IT | intern | it
HR business partner | staff | hr
Assistant to the CEO | staff | administration
Executive assistant to the CEO | staff | administration
Executive Assistant | staff | administration
Personal Assistant | staff | administration
Assistant to CEO & CFO | staff | administration
Director's assistant | staff | administration
CEO’s assistant | staff | administration
PA to the Managing Director | staff | administration
Sales assistant | staff | sales
Assistant manager | senior | -
Assistant Sales Manager | senior | sales
Assistant Director | manager | -
Account director | senior | sales
Art director | senior | -
Product owner | staff | product
Product Owner IT | staff | it
Process owner | staff | operations
Scrum master | staff | it
Office of the CEO | staff | administration
Chief of Staff to the CEO | head | general_management
Senior advisor to the CEO | senior | -
Freelance designer | staff | -
Interim CFO | c_level | finance
Deputy CEO | c_level | general_management
Global Head, HR | head | hr
Manager, IT | manager | it
IT | - | it
Marketing | - | marketing
Sales & IT manager | manager | sales
General Manager Sales | director | sales
Pet owner | staff | -
Store owner | owner | general_management
Managing Partner, Tax | owner | finance
Student counsellor | staff | other
Graduate program director | director | -
Legal secretary | staff | legal
Personal trainer | staff | -
Sea freight manager | manager | -
Office manager | staff | administration
Product manager | staff | product
Project manager | staff | operations
IT project manager | staff | it
Making it happen | - | -
I make it work | - | -
Getting IT done | - | it
Former CEO | - | -
Ex-CEO, consultant | staff | -
Lead generation specialist | staff | marketing
Head chef | manager | other
Sous chef | staff | other
Teacher | staff | other
Retired | - | -
Student | intern | other
Ninja | - | -
Advisor to the board | staff | -
Technical sales engineer | staff | sales
Chief engineer | head | engineering
Controller | staff | finance
Director of Sales & Marketing | director | sales
Developer at Director Films | staff | engineering
Algemeen directeur | c_level | general_management
Directeur | director | -
Commercieel directeur | c_level | sales
Marketingdirecteur | director | marketing
Directeur-eigenaar | owner | general_management
DGA | owner | general_management
Eigenaar | owner | general_management
Zaakvoerder | owner | general_management
Zaakvoerster | owner | general_management
Mede-eigenaar | owner | general_management
Bedrijfsleider | director | general_management
Gedelegeerd bestuurder | c_level | general_management
Hoofd inkoop | head | purchasing
Hoofd IT | head | it
Hoofd marketing en communicatie | head | marketing
Afdelingshoofd boekhouding | head | finance
Verkoopleider | manager | sales
Verkoopmanager | manager | sales
Teamleider klantenservice | manager | support
Marketingverantwoordelijke | manager | marketing
Verantwoordelijke logistiek | manager | operations
HR-verantwoordelijke | manager | hr
Inkoper | staff | purchasing
Aankoper | staff | purchasing
Boekhouder | staff | finance
Accountmanager | staff | sales
Intern accountmanager | staff | sales
Projectleider | staff | operations
IT-projectleider | staff | it
Systeembeheerder | staff | it
Commercieel medewerker binnendienst | staff | sales
Medewerker marketing | staff | marketing
Directieassistente | staff | administration
Assistent van de directeur | staff | administration
Secretaresse | staff | administration
Stagiair | intern | -
Stagiaire marketing | intern | marketing
Stagebegeleider | staff | -
Ontwikkelaar | staff | engineering
Personeelsverantwoordelijke | manager | hr
Jurist | staff | legal
Bedrijfsjurist | staff | legal
Leerkracht | staff | other
VD | c_level | general_management
Verkställande direktör | c_level | general_management
vice VD | c_level | general_management
VD-assistent | staff | administration
Assistent till VD | staff | administration
Marknadschef | head | marketing
Försäljningschef | head | sales
Inköpschef | head | purchasing
IT-chef | head | it
it-chef | head | it
Ekonomichef | head | finance
Personalchef | head | hr
HR-chef | head | hr
Produktionschef | head | operations
Enhetschef | manager | -
Butikschef | manager | operations
Ekonomiansvarig | manager | finance
Marknadsansvarig | manager | marketing
Teamledare | manager | -
Teamledare kundtjänst | manager | support
Projektledare | staff | operations
Produktägare | staff | product
Systemutvecklare | staff | engineering
Säljare | staff | sales
Innesäljare | staff | sales
Inköpare | staff | purchasing
Redovisningsekonom | staff | finance
Marknadskoordinator | staff | marketing
Ägare | owner | general_management
Delägare och VD | owner | general_management
Egenföretagare | owner | general_management
Marknadsdirektör | c_level | marketing
Praktikant | intern | -
Praktikant marknad | intern | marketing
Jurist/bolagsjurist | staff | legal
Lärare | staff | other
Handläggare | staff | -
`;

const rows = titles
  .trim()
  .split('\n')
  .map((line) => line.split(' | ') as [string, string, string]);

describe('a job title', () => {
  it.each(rows)('%j is %s in %s', (title, seniority, department) => {
    const reading = readJobTitle(title);
    expect([reading.seniority?.value ?? '-', reading.department?.value ?? '-']).toEqual([
      seniority,
      department,
    ]);
  });

  it.each([
    ['Marketing Manager', 'manager', 'marketing'],
    ['Vice President of Engineering', 'vice president', 'engineering'],
    ['Inköpschef', 'inkopschef', 'inkopschef'],
    ['Assistant to the CEO', 'assistant', 'assistant'],
    ['Chief Commercial and Marketing Officer', 'chief commercial', 'commercial'],
  ])('%j gives the words it was read from', (title, rank, department) => {
    const reading = readJobTitle(title);
    expect(reading.seniority?.evidence.matched).toContain(rank);
    expect(reading.seniority?.evidence).toMatchObject({ reason: 'title_word', field: 'jobTitle' });
    expect(reading.department?.evidence.matched).toBe(department);
  });

  it('can be of every seniority and in every department', () => {
    const readings = rows.map(([title]) => readJobTitle(title));
    expect(new Set(readings.flatMap((reading) => reading.seniority?.value ?? []))).toEqual(
      new Set(seniorities),
    );
    expect(new Set(readings.flatMap((reading) => reading.department?.value ?? []))).toEqual(
      new Set(departments),
    );
  });

  it('that is empty or no words says nothing', () => {
    expect(readJobTitle('')).toEqual({});
    expect(readJobTitle(' - / & ')).toEqual({});
    expect(readJobTitle('经理')).toEqual({});
  });
});
