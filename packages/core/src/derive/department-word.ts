import type { Department } from '../derived-field.ts';
import { readWords } from './word.ts';

/**
 * Words of titles that name a department, folded; `_` joins the words of a phrase, `*` ends a beginning of words
 * (`inkop*` is inkop, inkopare and inkopschef). English, Dutch and Swedish, and the commonest French and German ones.
 */
const table: Readonly<Record<Department, string>> = {
  marketing: `
    marketing* marketer marketeer cmo brand branding communications communication communicatie* kommunikation*
    kommunikator copywriter content content_manager seo pr public_relations social_media growth_marketing growth
    product_marketing product_marketing_manager demand_generation lead_generation event* events advertising
    chief_marketing_officer digital_marketing marknad* reklam* market_research campaign* crm_manager e_mail_marketing
    email_marketing reclame* evenement* woordvoerder* pressansvarig presschef press_officer marketing_operations
    field_marketing trade_marketing chief_growth_officer
  `,
  sales: `
    sales sales* account_manager account_managers key_account* account_executive account_director accountmanager*
    accountmanagement business_development business_developer bdr sdr cro cco commercial commercieel commerciele
    commercial_director salesman saleswoman salesperson seller telesales inside_sales presales pre_sales
    sales_engineer sales_operations chief_revenue_officer chief_commercial_officer chief_sales_officer
    verkoop* verkoper* verkoopster* vertegenwoordig* forsalj* salj* saljare kundansvarig foretagssalj*
    nyckelkund* innesalj* utesalj* butikssalj* affarsutveckl* kommersiell* relatiebeheer* relationship_manager
    territory_manager partner_manager channel_manager software_sales it_sales vente* vertrieb* telemarketing
    telemarketer bid_manager tender_manager export_manager exportchef exportmanager
  `,
  it: `
    cio ciso information_technology ict ict* informatica informatik* information_systems information_security
    infosec cybersecurity cyber_security cyber sysadmin system_administrator systems_administrator
    systemadministrator* systeembeheer* netwerkbeheer* applicatiebeheer* functioneel_beheerder network_engineer
    network_administrator systemforvalt* natverk* database_administrator dba helpdesk_it it_support
    it_manager it_director head_of_it infrastructure cloud_engineer cloud_architect digitalisering* digitalisation
    digitalization digital_transformation chief_information_officer chief_information_security_officer
    chief_digital_officer chief_data_officer cdo enterprise_architect solution_architect solutions_architect
    it_architect erp sap salesforce_administrator business_intelligence scrum_master
    agile_coach security_officer security_engineer informationssakerhet* servicedesk it_chef webmaster
    data_manager bi_developer security_analyst automatisering*
  `,
  engineering: `
    engineer engineers engineering developer* development_engineer programmer* cto software software_engineer
    software_developer web_developer frontend backend fullstack full_stack devops sre qa test_manager tester*
    technology technical_director tech_lead machine_learning data_scientist data_engineer data_science embedded
    r_d development research_development research_and_development chief_technology_officer chief_technical_officer technical
    ontwikkelaar* ontwikkeling softwareontwikkel* ingenieur* programmeur* technisch technische onderzoek_ontwikkeling
    utvecklare* utveckling* utvecklings* systemutveckl* mjukvar* programmerare* ingenjor* konstruktor*
    konstruktions* teknik* teknisk* techniek technicus techniker tekniker* fou* webbutveckl* webontwikkel*
    data_analyst mechanical electrical civil_engineer entwickler*
  `,
  product: `
    product product_owner product_manager product_management product_director head_of_product chief_product_officer
    productmanager* producteigenaar productbeheer* product_designer ux ui ux_designer cpo cpto productontwikkel*
    produktchef* produktagare* produktledare* produktledning produktutveckl* product_development
    category_manager user_experience
  `,
  finance: `
    finance* financial financieel financiele financien cfo accounting accountant* account_payable accounts_payable
    accounts_receivable bookkeep* controller* controlling treasur* tax audit* auditor payroll billing invoicing
    credit* financial_controller chief_financial_officer chief_finance_officer fp_a investor_relations
    boekhoud* fiscalist* fiscaal kredietbeheer* debiteur* crediteur* facturatie* loonadministr* salarisadministr*
    ekonomi* ekonom ekonomer redovisning* revisor* kamrer* bokforing* faktura* finans* loneadministr* lonespecialist
    loneansvarig skatte* comptab* finanz* buchhalt* business_controller
  `,
  hr: `
    hr hrm human_resources human_resource people people_operations people_culture talent* chro recruit* recruiter
    hr_business_partner chief_people_officer chief_hr_officer chief_human_resources_officer learning_development
    training_manager compensation employer_branding personeel* personnel werving* personeelszaken
    personalchef* personalansvarig* personaladmin* personalavdelning* personalspecialist* personaldirektor* rekryter* loopbaan* vorming opleiding* hr_chef
    organisatieontwikkeling arbeidsmarkt* ressources_humaines personalleit* wellbeing
  `,
  legal: `
    legal* lawyer* attorney* counsel general_counsel paralegal* compliance* regulatory clo contract_manager
    notary solicitor barrister chief_legal_officer chief_compliance_officer privacy_officer dpo data_protection_officer data_protection jurist* bolagsjurist* bedrijfsjurist* juridisch*
    advocaat* advocate advokat* notaris* bolagsjurist* chefsjurist* juridik* avtals* dataskyddsombud
  `,
  purchasing: `
    purchas* procurement buyer buyers sourcing chief_procurement_officer chief_purchasing_officer supply_manager
    vendor_manager vendor_management strategic_sourcing inkoop* inkoper* aankoop* aankoper* inkop* upphandl*
    achats einkauf* acheteur
  `,
  operations: `
    operations operation operational coo supply_chain logistic* warehouse production* manufacturing plant quality
    maintenance facilit* fleet transport* planner planning shift construction chief_operating_officer
    chief_operations_officer chief_supply_chain_officer process_owner project_manager program_manager
    programme_manager project_leader projectmanager* projectleider* projektled* projektchef* lean continuous_improvement
    health_safety hse ehs safety store_manager branch_manager site_manager
    operatie* operationeel productie* logistiek* magazijn* kwaliteit* onderhoud* werf* preventieadviseur
    winkel* filiaal* ploegleider* planningsverantwoordelijke bouw* werkvoorbereider*
    produktion* drift* logistik* lager* kvalitet* underhall* platschef* platsledare arbetsledare* butikschef*
    fastighet* hallbarhet* miljo* sustainability duurzaamheid* esg skiftledare* verksamhetschef verksamhetsutveckl*
    verksamhetsledare
  `,
  support: `
    support customer_support customer_service customer_services customer_success customer_care technical_support
    helpdesk help_desk service_desk customer_success_manager chief_customer_officer customer_experience cx
    client_services client_service support_engineer after_sales aftersales service_manager service_delivery_manager
    klantenservice* klantendienst* klantcontact* klanttevredenheid naverkoop* klantsucces* servicemedewerker
    kundtjanst* kundservice* kundsupport* kundvard* kundrelation* eftermarknad* servicechef* servicetekniker
    servicetechnicus supporttekniker*
  `,
  administration: `
    office_manager officemanager* office administrative administration administrator secretary executive_assistant pa ea
    personal_assistant reception* receptionist* clerk assistant_to directors_assistant
    administratief administratieve administratie administratief_medewerker administrati* secretar* directieassist*
    directiesecretar* managementassist* onthaal* balie* vd_assistent vd_assist* chefsassist* sekreter*
    kontor* kansli* administrator*
  `,
  general_management: `
    ceo algemeen_manager chief_executive chief_executive_officer managing_director general_manager president owner co_owner
    business_owner founder co_founder cofounder entrepreneur chairman chairwoman chairperson board_member chief_of_staff
    country_manager gm general_management proprietor strategy chief_strategy_officer
    algemeen_directeur algemeen_directrice gedelegeerd_bestuurder afgevaardigd_bestuurder bestuurder*
    bestuursvoorzitter directievoorzitter zaakvoerder* zaakvoerster eigenaar eigenares bedrijfsleider* oprichter* ondernemer* vennoot
    directeur_eigenaar directeur_grootaandeelhouder dga mede_eigenaar directielid
    vd verkstallande_direktor vice_vd koncernchef agare delagare grundare egenforetagare foretagare entreprenor
    styrelseordforande styrelseledamot landchef pdg administrateur_delegue gerant geschaftsfuhr* inhaber*
    managing_partner
  `,
  other: `
    teacher* lecturer professor nurse* doctor physician dentist pharmacist therapist researcher scientist postdoc phd
    student* driver* cook chef_de_cuisine head_chef sous_chef executive_chef baker artist musician journalist* photographer farmer pilot
    retired pensioner volunteer* unemployed police* soldier priest
    docent* leraar* lerares leerkracht* verpleegkund* arts tandarts apotheker* onderzoeker chauffeur* kok kapper
    landbouwer gepensioneerd* vrijwilliger werkloos werkzoekend*
    larare* sjukskoterska* lakare* tandlakare apotekare forskare* chauffor* kock* bagare* lantbrukare pensionar*
    pensionerad* studerande* arbetslos* rektor*
  `,
};

/** The department of every whole word and phrase (words joined by one space). */
export const departmentWords: ReadonlyMap<string, Department> = new Map();

/** The department of every beginning of words, without the `*`. */
export const departmentBeginnings: ReadonlyMap<string, Department> = new Map();

for (const department of Object.keys(table) as Department[]) {
  for (const entry of readWords(table[department])) {
    const word = entry.replaceAll('_', ' ');
    if (word.endsWith('*'))
      (departmentBeginnings as Map<string, Department>).set(word.slice(0, -1), department);
    else (departmentWords as Map<string, Department>).set(word, department);
  }
}

/** Every word and beginning, for the fingerprint of the derivation version. */
export function listDepartmentWords(): string[] {
  return [...departmentWords, ...departmentBeginnings].map(String);
}
