import type { Seniority } from '../derived-field.ts';
import { readWords } from './word.ts';

/**
 * Words of titles that name a rank, folded. `_` joins
 * the words of a phrase. English, Dutch and Swedish, and the commonest French and German ones.
 */
const table: Readonly<Record<Seniority, string>> = {
  owner: `
    owner co_owner coowner business_owner company_owner proprietor founder co_founder cofounder foundress partner
    managing_partner senior_partner equity_partner shareholder self_employed entrepreneur
    eigenaar eigenares mede_eigenaar medeeigenaar oprichter oprichtster mede_oprichter medeoprichter zaakvoerder
    zaakvoerster vennoot maat aandeelhouder ondernemer onderneemster zelfstandige zelfstandig_ondernemer zzp zzper
    dga directeur_eigenaar directeur_grootaandeelhouder bedrijfseigenaar
    agare delagare foretagsagare medgrundare grundare egenforetagare foretagare entreprenor egen_foretagare
    gerant fondateur fondatrice proprietaire inhaber inhaberin grunder grunderin
  `,
  c_level: `
    ceo cfo coo cto cio cmo cro chro cpo ciso cdo cco cso cpto clo cxo chief_executive chief_executive_officer
    chief_financial_officer chief_finance_officer chief_operating_officer chief_operations_officer
    chief_technology_officer chief_technical_officer chief_information_officer chief_marketing_officer
    chief_revenue_officer chief_commercial_officer chief_sales_officer chief_people_officer chief_hr_officer
    chief_human_resources_officer chief_product_officer chief_data_officer chief_digital_officer chief_legal_officer
    chief_compliance_officer chief_risk_officer chief_strategy_officer chief_security_officer
    chief_information_security_officer chief_customer_officer chief_growth_officer chief_procurement_officer
    chief_purchasing_officer chief_innovation_officer chief_scientific_officer chief_medical_officer
    chief_transformation_officer chief_supply_chain_officer chief_ai_officer
    managing_director president chair vice_chair chairman chairwoman chairperson executive_chairman board_member member_of_the_board
    algemeen_directeur algemeen_directrice gedelegeerd_bestuurder afgevaardigd_bestuurder bestuurder
    bestuursvoorzitter voorzitter_raad_van_bestuur lid_raad_van_bestuur directievoorzitter directeur_generaal
    financieel_directeur operationeel_directeur commercieel_directeur technisch_directeur
    vd verkstallande_direktor vice_vd koncernchef styrelseordforande styrelseledamot ekonomidirektor
    finansdirektor it_direktor marknadsdirektor forsaljningsdirektor personaldirektor hr_direktor teknikdirektor
    kommunikationsdirektor inkopsdirektor driftdirektor
    pdg administrateur_delegue directeur_general geschaftsfuhrer geschaftsfuhrerin vorstand
  `,
  vp: 'vp svp evp avp gvp rvp vice_president senior_vice_president executive_vice_president vicepresident',
  director: `
    director algemeen_manager directrice directeur direktor direktorin directie directielid adjunct_directeur general_manager gm
    country_manager bedrijfsleider bedrijfsleidster kommundirektor divisiechef
    affarsomradeschef landchef landschef platschef rektor schooldirecteur assistant_vice_president
    member_of_the_management_team lid_van_de_directie lid_directiecomite
  `,
  head: 'head chief hoofd hoofdredacteur editor_in_chief department_head afdelingshoofd diensthoofd sectiehoofd chief_of_staff responsable leiter leiterin',
  manager: `
    manager managers mgr managing manageress supervisor superintendent foreman team_lead teamlead team_leader
    teamleader team_manager group_leader shift_leader shiftleader branch_manager store_manager
    teamleider teamleidster ploegleider ploegbaas filiaalhouder leidinggevende verantwoordelijke verantwoordelijk
    afdelingsleider werfleider werkleider voorman meestergast leider leidster
    ledare teamledare gruppledare arbetsledare skiftledare driftledare platsledare ansvarig forestandare enhetsledare
    chef head_chef associate_director assistant_director deputy_head
  `,
  senior: `
    senior sr principal lead tech_lead team_captain expert distinguished fellow staff_engineer staff_developer
    staff_software_engineer ervaren erfaren ledande account_director art_director
    assistant_manager deputy_manager
  `,
  staff: `
    specialist support officer executive associate consultant advisor adviser analyst engineer developer programmer designer
    architect administrator coordinator planner buyer purchaser accountant bookkeeper controller auditor recruiter
    generalist representative rep agent clerk operator technician mechanic electrician worker employee assistant
    secretary receptionist marketer marketeer copywriter editor writer journalist researcher scientist
    teacher lecturer professor trainer coach nurse doctor physician dentist pharmacist therapist lawyer attorney
    counsel paralegal notary salesperson salesman saleswoman seller telemarketer driver cashier cook baker cleaner
    chef_de_cuisine product_owner product_manager project_manager program_manager programme_manager account_manager
    key_account_manager office_manager case_manager community_manager social_media_manager content_manager
    customer_success_manager success_manager event_manager brand_manager campaign_manager category_manager
    change_manager scrum_master process_owner service_owner data_owner system_owner partner_manager channel_manager
    relationship_manager territory_manager inside_sales account_executive sales_executive photographer artist
    strategist webmaster tester sysadmin devops dba translator interpreter surveyor inspector guard volunteer
    freelancer freelance business_partner hr_business_partner relations partnerships student_counsellor bid_manager tender_manager
    release_manager test_manager incident_manager service_delivery_manager delivery_manager applications_manager
    medewerker medewerkster bediende arbeider arbeidster adviseur raadgever ontwikkelaar programmeur ingenieur
    ontwerper architecte beheerder coordinatrice inkoper aankoper boekhouder boekhoudster accountmanager
    projectmanager productmanager programmamanager officemanager projectleider projectleidster verkoper
    verkoopster vertegenwoordiger vertegenwoordigster secretaresse secretaris receptioniste assistent assistente
    directieassistent directieassistente directiesecretaresse managementassistent managementassistente
    administratief_medewerker analist technicus monteur elektricien onderzoeker docent leraar lerares leerkracht
    verpleegkundige arts tandarts apotheker advocaat advocate jurist juriste notaris makelaar chauffeur magazijnier
    kok bakker kapper recruteerder personeelsconsulent kwaliteitscoordinator hulp werknemer werkneemster
    redacteur vormgever communicatiemedewerker relatiebeheerder commercieel_medewerker binnendienst buitendienst
    medarbetare handlaggare utvecklare programmerare ingenjor arkitekt konsult radgivare saljare sald inkopare
    ekonom redovisningsekonom redovisningskonsult revisor kamrer ekonomiassistent loneadministrator administrator
    samordnare koordinator projektledare produktagare produktledare systemagare processagare
    systemutvecklare systemadministrator tekniker montor elektriker snickare forskare larare sjukskoterska lakare
    tandlakare apotekare advokat forfattare redaktor skribent kommunikator marknadsforare marknadskoordinator
    sekreterare vd_assistent receptionist lagerarbetare kassor kock bagare stadare forare butikssaljare
    kundtjanstmedarbetare innesaljare utesaljare foretagssaljare kundansvarig nyckelkundsansvarig projektansvarig rekryterare upphandlare chef_de_projet treasurer chefsassistent
    produktchef opleider praktijkopleider sous_chef souschef executive_chef pastry_chef private_chef chef_de_partie
    chef_kok
  `,
  junior:
    'junior jr starter entry_level entrylevel graduate young_graduate nyexaminerad schoolverlater beginnend',
  intern: `
    internship trainee traineeship apprentice apprenticeship working_student werkstudent student studente studerande
    stagiair stagiaire stage stageloper stagelopend jobstudent leerling leerjongen praktikant praktik larling
    internships praktikum co_op_student thesis_student scholar doctoral_student
  `,
};

/** Endings of Dutch and Swedish compounds, and the rank they name: "marknadschef", "verkoopleider". */
const endings: readonly (readonly [ending: string, seniority: Seniority])[] = [
  ['direktor', 'director'],
  ['directeur', 'director'],
  ['directrice', 'director'],
  ['assistent', 'staff'],
  ['assistente', 'staff'],
  ['assistant', 'staff'],
  ['medewerker', 'staff'],
  ['medewerkster', 'staff'],
  ['medarbetare', 'staff'],
  ['handlaggare', 'staff'],
  ['utvecklare', 'staff'],
  ['ontwikkelaar', 'staff'],
  ['ingenieur', 'staff'],
  ['ingenjor', 'staff'],
  ['konsult', 'staff'],
  ['consultant', 'staff'],
  ['consulent', 'staff'],
  ['adviseur', 'staff'],
  ['radgivare', 'staff'],
  ['saljare', 'staff'],
  ['verkoper', 'staff'],
  ['inkopare', 'staff'],
  ['inkoper', 'staff'],
  ['aankoper', 'staff'],
  ['ekonom', 'staff'],
  ['specialist', 'staff'],
  ['coordinator', 'staff'],
  ['koordinator', 'staff'],
  ['samordnare', 'staff'],
  ['administrator', 'staff'],
  ['beheerder', 'staff'],
  ['tekniker', 'staff'],
  ['technicus', 'staff'],
  ['strateg', 'staff'],
  ['analytiker', 'staff'],
  ['analist', 'staff'],
  ['begeleider', 'staff'],
  ['projektledare', 'staff'],
  ['projectleider', 'staff'],
  ['leerkracht', 'staff'],
  ['jurist', 'staff'],
  ['larare', 'staff'],
  ['bediende', 'staff'],
  ['arbetare', 'staff'],
  ['arbeider', 'staff'],
  ['sekreterare', 'staff'],
  ['secretaresse', 'staff'],
  ['manager', 'manager'],
  ['leider', 'manager'],
  ['leidster', 'manager'],
  ['ledare', 'manager'],
  ['leiter', 'manager'],
  ['verantwoordelijke', 'manager'],
  ['ansvarig', 'manager'],
  ['forestandare', 'manager'],
  ['chef', 'manager'],
  ['hoofd', 'head'],
];

/** A -chef of one of these leads a function of the company and counts as head: "marknadschef", "IT-chef". */
const functions = `
  teknisk kommersiell marknads marknad forsaljnings saljs salj inkops inkop it ekonomi finans personal hr produktions drift teknik logistik
  kommunikations utvecklings kvalitets fou forsknings affarsutvecklings export supply administrativ administrations
  redovisnings informations digital digitaliserings lager juridik chefs kundtjanst eftermarknads hallbarhets
  miljo sakerhets informationssakerhets affars konstruktions marketing sales verkoop finance financieel
  `;

/** The rank of every word and phrase (words joined by one space). */
export const seniorityWords: ReadonlyMap<string, Seniority> = new Map(
  (Object.keys(table) as Seniority[])
    .reverse()
    .flatMap((seniority) =>
      readWords(table[seniority]).map((word) => [word.replaceAll('_', ' '), seniority] as const),
    ),
);

const functionNames: ReadonlySet<string> = new Set(readWords(functions));

/** Whether a folded word is a function of a company of which a Swedish -chef is the head. */
export function isCompanyFunction(word: string): boolean {
  return functionNames.has(word);
}

/** The rank that a compound's ending names, or undefined: of "inkopschef" head, of "butikschef" manager. */
export function findSeniorityByEnding(word: string): Seniority | undefined {
  for (const [ending, seniority] of endings) {
    if (word.length <= ending.length + 1 || !word.endsWith(ending)) continue;
    if (ending === 'chef' && isCompanyFunction(word.slice(0, -ending.length))) return 'head';
    return seniority;
  }
  return undefined;
}

/** Every word and ending, for the fingerprint of the derivation version. */
export function listSeniorityWords(): string[] {
  return [...seniorityWords, ...endings, ...functionNames].map(String);
}
