import { readWords } from './word.ts';

/** Local parts of addresses that reach a function of a company, not a person; folded, without separators. */
const roleNames: ReadonlySet<string> = new Set(
  readWords(`
    info infos information informatie inform mail email office bureau kantoor kontor secretariaat secretariat
    secretary sekretariat sekretariatet receptie reception receptionen balie onthaal front frontdesk frontoffice
    backoffice desk helpdesk servicedesk contact contacts contactus contacteer kontakt kontakta kontaktaoss hello
    hallo hej hi hoi welcome welkom valkommen post postmaster webmaster hostmaster abuse noc security privacy gdpr
    avg dpo dataskydd dataskyddsombud root admin administrator administratie administration administratief sysadmin
    system systems it ict itsupport itdesk tech techniek technical teknik teknisk development dev devops
    sales sale verkoop verkopen vente ventes vendas commercial commercieel forsaljning salj order orders ordrar
    bestelling bestellingen bestallning bestallningar offerte offertes offert offerter offertaanvraag quote quotes
    enquiry enquiries inquiry inquiries aanvraag aanvragen vraag vragen forfragan marketing marknad marknadsforing
    communicatie communication communications kommunikation pr press pers presse media nieuwsbrief newsletter
    nyhetsbrev news nieuws events event evenementen
    support supportteam service services klantenservice klantendienst klantenzorg kundservice kundtjanst kundsupport
    customerservice customercare customersupport care help hulp hjalp dienst naverkoop aftersales klachten complaints
    reklamation reklamationer retour retouren returns
    finance finances financial financien financieel boekhouding boekhoudkunde compta comptabilite accounting accounts
    accountspayable accountsreceivable account ekonomi ekonomiavdelningen bokforing billing invoice invoices invoicing
    facturatie factuur facturen faktura fakturor fakturering facture factures debiteuren crediteuren betalingen
    payments payroll loner purchase purchasing procurement inkoop aankoop inkop
    hr hrm personeel personal personnel recruitment recruiting recruiter rekrytering werving jobs job vacature
    vacatures careers career karriar sollicitatie sollicitaties solliciteren stage stages
    legal juridisch juridik compliance management directie direktion ledning board bestuur styrelse styrelsen team
    staff everyone all allmant algemeen general generalinfo company bedrijf foretag firma shop webshop store winkel
    butik boutique magazijn warehouse lager logistiek logistics logistik expeditie transport planning productie
    production produktion operations operatie export import kwaliteit quality kvalitet
    noreply donotreply dontreply noresponse nepasrepondre geenantwoord svarainte mailer mailerdaemon bounce bounces
    daemon notification notifications notificaties alert alerts subscribe unsubscribe
    reservation reservations reservatie reservaties reserveringen boeking boekingen booking bookings bokning bokningar
    hotel restaurant school skola skolan gemeente kommun praktijk praktik clinic kliniek klinik advies advice partner
    partners partnership partnerships affiliate affiliates sponsor feedback suggestions survey ideas idee
    test tests testing demo trial guest user users member members leden medlem medlemmar medlemsservice
  `),
);

/** Those that stay a function with more behind them: info.antwerpen@, sales-nl@. */
const roleBeginnings: ReadonlySet<string> = new Set(
  readWords(`
    info sales verkoop forsaljning support helpdesk servicedesk contact kontakt marketing office reception receptie
    hr jobs vacatures noreply klantenservice klantendienst kundservice customerservice boekhouding ekonomi finance
    accounting billing invoice invoices factuur facturen faktura orders order inkoop inkop purchasing admin
    administratie webmaster postmaster privacy gdpr events
  `),
);

/**
 * The function that a local part names, or undefined for what may be a person. Reads "info", "Info2", "no-reply",
 * "info.antwerpen" and "sales+web" as functions; "it" is one, "it.jansen" is not.
 */
export function findRole(localPart: string): string | undefined {
  const name = localPart.split('+', 1)[0]!;
  const words = name.split(/[._-]+/).map((word) => word.replace(/\d+$/, ''));
  const whole = words.join('');
  if (roleNames.has(whole)) return whole;
  const first = words[0]!;
  if (words.length > 1 && roleBeginnings.has(first)) return first;
  if (/^no[._-]?reply/.test(name)) return 'noreply';
  return undefined;
}

/** Every function name, for the fingerprint of the derivation version. */
export function listRoleNames(): string[] {
  return [...roleNames, ...roleBeginnings];
}
