import type { FileRole } from './mapping.ts';
import type { MeaningText } from './meaning.ts';

/** Meaning, then its names in English, Dutch and Swedish, apart by |. */
export type KnownName = readonly [meaning: MeaningText, en: string, nl: string, sv: string];

/**
 * What columns are called in no tool in particular. Names are compared as words, so case, signs, order and small words
 * need no row of their own. `roles` of a table say in which files its names hold.
 */
// biome-ignore format: a table
const personNames: readonly KnownName[] = [
  ['leadId', 'Lead ID|Contact ID|Person ID|Prospect ID|Record ID|ID|User ID|Customer ID|Subscriber ID|Member ID|CRM ID|External ID|Lead number|Contact number|UUID|vid|Lead', 'Lead-ID|Contactpersoon-ID|Klant-ID|Persoon-ID|Klantnummer|Contactnummer|Relatienummer', 'Lead-ID|Kontakt-ID|Kund-ID|Person-ID|Kundnummer|Kontaktnummer'],
  ['anonymousId', 'Anonymous ID|Visitor ID|Cookie ID|Client ID|Device ID', 'Anonieme ID|Bezoekers-ID', 'Anonymt ID|Besökar-ID'],
  ['email', 'Email|Email Address|Mail|Primary Email|Work Email|Business Email|Contact Email|Lead Email|Person Email|User Email|Subscriber|Recipient|Email 1|Email ID|Email Addresses|Recipient Email', 'E-mail|E-mailadres|Mailadres|Zakelijk e-mailadres|E-mailadres contactpersoon|Primair e-mailadres|Ontvanger', 'E-post|E-postadress|Mejl|Mejladress|Mailadress|Primär e-postadress|Mottagare'],
  ['firstName', 'First Name|Given Name|Forename|FName|First', 'Voornaam|Roepnaam', 'Förnamn|Tilltalsnamn'],
  ['middleName', 'Middle Name|Additional Name', 'Tussenvoegsel|Tweede voornaam', 'Mellannamn'],
  ['lastName', 'Last Name|Surname|Family Name|LName|Second Name', 'Achternaam|Familienaam', 'Efternamn'],
  ['fullName', 'Full Name|Name|Contact Name|Lead Name|Person Name|Display Name|Contact Person|Complete Name|Your Name', 'Volledige naam|Naam|Naam contactpersoon|Contactpersoon', 'Fullständigt namn|Namn|Kontaktperson|Hela namnet|Kontaktens namn'],
  ['salutation', 'Salutation|Prefix|Name Prefix|Honorific', 'Aanhef|Aanspreektitel', 'Hälsningsfras|Tilltal'],
  ['jobTitle', 'Job Title|Title|Position|Role|Job Role|Function|Job Position|Jobtitle|Occupation|Designation|Work Title', 'Functie|Functietitel|Functienaam|Rol|Beroep', 'Befattning|Jobbtitel|Titel|Roll|Yrkestitel|Yrke|Position|Tjänstetitel'],
  ['department', 'Department|Team|Division', 'Afdeling', 'Avdelning'],
  ['company', 'Company|Company Name|Organization|Organisation|Organization Name|Employer|Account Name|Company / Account|Business Name|Firm|Account|Current Company|Company or Organization', 'Bedrijf|Bedrijfsnaam|Organisatie|Organisatienaam|Werkgever|Onderneming|Naam bedrijf|Firma', 'Företag|Företagsnamn|Organisation|Organisationsnamn|Arbetsgivare|Bolag|Bolagsnamn'],
  ['industry', 'Industry|Sector|Branch|Industry Sector|Business Sector|Company Industry|Line of Business|Vertical', 'Branche|Sector|Bedrijfstak|Industrie', 'Bransch|Sektor|Industri|Näringsgren'],
  ['employees', 'Number of Employees|No. of Employees|Employees|Company Size|Employee Count|Headcount|# Employees|Num Employees|Employee Range|Company Headcount|Size|Staff Size|Company Employees|Organization Size|Team Size|Employee Size|Num of Employees|Employees Number', 'Aantal medewerkers|Aantal werknemers|Medewerkers|Werknemers|Bedrijfsgrootte|Bedrijfsomvang|Grootte|Personeelsomvang', 'Antal anställda|Anställda|Antal medarbetare|Företagsstorlek|Storlek|Medarbetare'],
  ['revenue', 'Annual Revenue|Revenue|Company Revenue|Turnover|Annual Turnover|Yearly Revenue|Sales Volume', 'Jaaromzet|Omzet|Jaarlijkse omzet|Jaarlijkse opbrengst', 'Årsomsättning|Omsättning|Årlig omsättning|Årliga intäkter|Årsintäkt'],
  ['budget', 'Budget|What is your budget', 'Budget|Wat is je budget|Wat is uw budget', 'Budget|Vad är din budget|Vilken budget har du'],
  ['country', 'Country|Country/Region|Country Code|Country Name|Nation|Billing Country|Mailing Country', 'Land|Land/regio|Landcode|Landnaam', 'Land|Land/region|Landskod'],
  ['region', 'State|Region|State/Province|State/Region|Province|County|Mailing State', 'Provincie|Regio|Staat/provincie|Staat/regio|Gewest', 'Region|Län|Delstat|Delstat/region|Delstat/län|Stat/region|Landskap'],
  ['city', 'City|Town|Place|Mailing City|City Name', 'Plaats|Stad|Woonplaats|Plaatsnaam|Vestigingsplaats', 'Ort|Stad|Postort'],
  ['postalCode', 'Postal Code|ZIP|ZIP Code|Postcode|Zip/Postal Code|ZIP/Postcode', 'Postcode', 'Postnummer|Postkod'],
  ['street', 'Street|Street Address|Address Line 1|Address 1|Mailing Street', 'Straat|Straat en huisnummer|Straatnaam', 'Gata|Gatuadress'],
  ['address', 'Address|Full Address|Mailing Address', 'Adres', 'Adress'],
  ['phone', 'Phone|Phone Number|Telephone|Telephone Number|Tel|Primary Phone|Phone 1|Contact Phone|Work Phone|Business Phone|Your Phone Number', 'Telefoon|Telefoonnummer|Telefoonnr|Zakelijk telefoonnummer', 'Telefon|Telefonnummer|Tfn|Telefon arbete'],
  ['mobilePhone', 'Mobile|Mobile Phone|Mobile Phone Number|Cell Phone|Cell|Mobile Number', 'Mobiel|Mobiel nummer|Mobiele telefoon|Mobiel telefoonnummer|Gsm|Gsm-nummer', 'Mobil|Mobiltelefon|Mobilnummer|Mobiltelefonnummer'],
  ['website', 'Website|Website URL|Web Site|Web Page|Homepage|Company Website|URL|Company Website URL|Site', 'Website|Website-URL|Webpagina|Bedrijfswebsite', 'Webbplats|Hemsida|Webbplats-URL|Webbplatsens URL|Webbsida|Företagets webbplats'],
  ['linkedin', 'LinkedIn|LinkedIn URL|LinkedIn Profile|LinkedIn Profile URL|Person Linkedin Url|LinkedIn Bio', 'LinkedIn-profiel', 'LinkedIn-profil'],
  ['owner', 'Owner|Contact Owner|Lead Owner|Assigned To|Owner Name|Sales Rep|Account Manager|Responsible|Sales Owner|Person Owner|Record Owner|Assignee', 'Eigenaar|Contacteigenaar|Eigenaar contactpersoon|Leadeigenaar|Toegewezen aan|Accountmanager|Verantwoordelijke|Eigenaar van contactpersoon', 'Ägare|Kontaktägare|Leadägare|Tilldelad|Tilldelad till|Ansvarig|Säljare|Kontaktens ägare'],
  ['source', 'Source|Lead Source|Original Source|Lead Origin|Acquisition Source|Contact Source|Channel|Original Traffic Source|How did you hear about us', 'Bron|Leadbron|Herkomst|Oorspronkelijke bron|Kanaal|Herkomst lead', 'Källa|Leadkälla|Ursprunglig källa|Ursprung|Kanal|Kundkälla'],
  ['sourceDetail', 'Source Detail|Source Details|Lead Source Detail|Lead Source Description|Original Source Detail', 'Brondetail|Details bron', 'Källdetalj'],
  ['campaign', 'Campaign|Campaign Name|UTM Campaign|Primary Campaign|Lead Campaign', 'Campagne|Campagnenaam|Primaire campagne', 'Kampanj|Kampanjnamn|Primär kampanj'],
  ['lifecycleStage', 'Lifecycle Stage|Lifecycle|Lead Stage|Contact Stage', 'Levenscyclusfase|Lifecyclefase|Leadfase', 'Livscykelfas|Livscykelsteg|Livscykelstadium|Leadfas'],
  ['leadStatus', 'Lead Status|Contact Status', 'Leadstatus|Status van lead|Contactstatus', 'Leadstatus|Status för lead|Kontaktstatus'],
  ['rating', 'Rating|Lead Rating', 'Beoordeling|Waardering', 'Betyg|Klassificering|Gradering'],
  ['tags', 'Tags|Labels|Categories|Groups|Tag|Label|Person Labels|Contact Tags', 'Tags|Labels|Categorieën|Groepen', 'Taggar|Etiketter|Kategorier|Grupper'],
  ['notes', 'Notes|Comments|Note|Remarks|Comment', 'Notities|Opmerkingen|Notitie|Opmerking', 'Anteckningar|Kommentarer|Anteckning|Kommentar'],
  ['birthday', 'Birthday|Birth Date|Date of Birth|DOB|Birthdate', 'Geboortedatum|Verjaardag', 'Födelsedag|Födelsedatum'],
  ['age', 'Age', 'Leeftijd', 'Ålder'],
  ['language', 'Language|Preferred Language|Locale', 'Taal|Voorkeurstaal', 'Språk|Önskat språk'],
  ['timeZone', 'Time Zone|Timezone', 'Tijdzone', 'Tidszon'],
  ['unsubscribed', 'Unsubscribed|Opted Out|Email Opt Out|Do Not Email|Has Opted Out Of Email|Opt-out|Unsubscribed from all email|Email Opt-Out', 'Uitgeschreven|Afgemeld|Uitgeschreven voor alle e-mail|Niet e-mailen|Afmelding e-mail', 'Avprenumererad|Avregistrerad|Avregistrerad från all e-post|Avböjt e-post|Skicka inte e-post'],
  ['createdAt', 'Create Date|Created|Created At|Created Date|Creation Date|Date Created|Created Time|Created On|Date Added|Added Time|Added On|Sign Up Date|Signup Date|Registration Date|Date Registered|Registered At|Submitted At|Lead Created|Subscribed At|Contact Created|Lead Create Date|Record Created', 'Aanmaakdatum|Aangemaakt op|Datum aangemaakt|Aangemaakt|Gemaakt op|Toegevoegd op|Datum toegevoegd|Registratiedatum|Inschrijfdatum|Datum van aanmaak|Tijdstip van aanmaak', 'Skapad|Skapandedatum|Skapad den|Skapat datum|Datum skapad|Skapades|Tillagd|Registreringsdatum|Datum tillagd|Skapelsedatum|Tid skapad'],
  ['modifiedAt', 'Last Modified Date|Modified|Modified Time|Modified Date|Last Modified|Updated At|Last Updated|Update Time|Updated|Date Modified|Last Changed|Modified On|Last Update', 'Laatst gewijzigd|Laatste wijzigingsdatum|Datum laatste wijziging|Gewijzigd op|Laatst bijgewerkt|Bijgewerkt op|Wijzigingsdatum|Laatste wijziging|Datum laatst gewijzigd', 'Senast ändrad|Senast uppdaterad|Ändrad|Ändringsdatum|Senaste ändringsdatum|Senaste ändring|Uppdaterad|Datum för senaste ändring|Senast ändrad datum'],
  ['lastActivityAt', 'Last Activity Date|Last Activity At|Last Activity Time|Last Contacted|Last Seen|Last Engagement Date|Last Active|Last Contact Date|Last Interaction Date|Time Last Seen', 'Datum laatste activiteit|Laatste activiteitsdatum|Laatst actief|Laatst gezien|Laatste contact|Tijdstip laatste activiteit|Laatste activiteit op', 'Datum för senaste aktivitet|Senaste aktivitetsdatum|Senast aktiv|Senast sedd|Senaste kontakt|Tid för senaste aktivitet|Senaste aktivitetstid'],
  ['accountId', 'Account ID|Company ID|Associated Company ID|Organization ID|Associated Company IDs|Primary Associated Company ID', 'Account-ID|Bedrijfs-ID|Organisatie-ID|ID gekoppeld bedrijf|Gekoppelde bedrijfs-ID', 'Konto-ID|Företags-ID|Organisations-ID|Associerat företags-ID'],
];

/** Counters and the dates that belong to them; in files of leads. */
// biome-ignore format: a table
const counterNames: readonly KnownName[] = [
  ['emailsSent', 'Emails Sent|Marketing Emails Sent|Number of Emails Sent', 'Aantal verzonden e-mails|E-mails verzonden', 'Antal skickade e-postmeddelanden|Skickade mejl'],
  ['emailsDelivered', 'Emails Delivered|Marketing Emails Delivered|Delivered|Deliveries|Number of Emails Delivered', 'Aantal afgeleverde e-mails|E-mails afgeleverd|Marketing-e-mails afgeleverd|Bezorgde e-mails|Aantal e-mails bezorgd', 'Antal levererade mejl|Levererade e-postmeddelanden|Marknadsföringsmejl levererade|Levererade mejl'],
  ['emailsOpened', 'Emails Opened|Email Opens|Marketing Emails Opened|Opens|Number of Opens|Email Open Count|Total Opens|Opened Emails|Number of Emails Opened|Open Count|Mail Opens|Nr of Opens', 'Aantal e-mails geopend|E-mails geopend|Geopende e-mails|Marketing-e-mails geopend|Aantal geopende e-mails|Aantal keer geopend|Openingen', 'Antal öppnade e-postmeddelanden|Öppnade mejl|Antal öppnade mejl|Marknadsföringsmejl öppnade|Öppningar|Antal öppningar|E-post öppnad|Öppnade e-postmeddelanden'],
  ['emailsClicked', 'Emails Clicked|Email Clicks|Marketing Emails Clicked|Clicks|Number of Clicks|Email Click Count|Total Clicks|Clicked Emails|Click Count|Number of Emails Clicked|Link Clicks', 'Aantal e-mails aangeklikt|E-mails aangeklikt|Marketing-e-mails aangeklikt|Kliks|Aantal kliks|E-mailkliks|Aantal keer geklikt|Aantal geklikte e-mails', 'Antal klickade e-postmeddelanden|Klick|Antal klick|Marknadsföringsmejl klickade|Klickade mejl|Klickade e-postmeddelanden|Antal klickade mejl'],
  ['emailsBounced', 'Emails Bounced|Marketing Emails Bounced|Bounces|Number of Bounces|Email Bounces|Bounce Count', 'Aantal bounces|Gebouncete e-mails', 'Antal studsar|Studsade mejl'],
  ['emailsReplied', 'Emails Replied|Marketing Emails Replied|Replies|Email Replies|Number of Replies|Reply Count', 'Beantwoorde e-mails|Aantal antwoorden', 'Besvarade mejl|Antal svar'],
  ['formsSubmitted', 'Number of Form Submissions|Form Submissions|Forms Submitted|Form Submits|Form Submission Count|Form Fills', 'Aantal formulierinzendingen|Formulierinzendingen|Aantal ingevulde formulieren|Ingevulde formulieren|Aantal ingediende formulieren|Aantal formulieren ingediend', 'Antal formulärinskick|Antal inskickade formulär|Formulärinskick|Inskickade formulär|Antal formulärinlämningar'],
  ['pagesViewed', 'Number of Pageviews|Pageviews|Page Views|Pages Viewed|Number of Page Views|Total Page Views|Page View Count|Pages Visited', 'Aantal paginaweergaven|Paginaweergaven|Bekeken pagina\'s|Aantal bekeken pagina\'s|Aantal pageviews', 'Antal sidvisningar|Sidvisningar|Visade sidor|Antal visade sidor'],
  ['sessions', 'Number of Sessions|Sessions|Website Visits|Visits|Number of Visits|Total Visits|Site Visits|Website Sessions|Visit Count|Session Count', 'Aantal sessies|Sessies|Aantal bezoeken|Bezoeken|Websitebezoeken', 'Antal sessioner|Sessioner|Antal besök|Besök|Webbplatsbesök'],
  ['meetingsBooked', 'Meetings Booked|Number of Meetings|Meetings|Number of Meetings Booked', 'Aantal afspraken|Geboekte afspraken', 'Antal möten|Bokade möten'],
  ['callsMade', 'Calls Made|Number of Calls|Calls', 'Aantal gesprekken|Aantal oproepen', 'Antal samtal'],
  ['filesDownloaded', 'Downloads|Number of Downloads|Files Downloaded|Content Downloads|Download Count|Whitepaper Downloads', 'Aantal downloads|Downloads', 'Antal nedladdningar|Nedladdningar'],
  ['webinarsAttended', 'Webinars Attended|Number of Webinars|Number of Webinars Attended', 'Aantal webinars|Bijgewoonde webinars', 'Antal webbinarier|Antal webinarier'],
  ['lastEmailSentAt', 'Last Marketing Email Send Date|Last Email Sent|Last Email Send Date', 'Datum laatst verzonden e-mail', 'Datum för senast skickade mejl'],
  ['lastEmailDeliveredAt', 'Last Marketing Email Delivered Date|Last Email Delivery Date', 'Datum laatst afgeleverde e-mail', 'Datum för senast levererade mejl'],
  ['lastEmailOpenedAt', 'Last Marketing Email Open Date|Last Email Open Date|Last Open|Last Opened|Last Open Date|Last Opened At|Last Email Open|Last Email Opened', 'Datum laatste opening marketing-e-mail|Datum laatst geopende e-mail|Laatst geopend|Datum laatste geopende marketing-e-mail|Datum laatst geopende marketing-e-mail|Laatste marketing-e-mail geopend op', 'Datum för senaste öppning av marknadsföringsmejl|Senast öppnad|Datum för senast öppnade mejl|Datum för senast öppnade marknadsföringsmejl|Senaste öppning'],
  ['lastEmailClickedAt', 'Last Marketing Email Click Date|Last Email Click Date|Last Click|Last Clicked|Last Click Date|Last Clicked At|Last Email Click', 'Datum laatste klik marketing-e-mail|Datum laatst aangeklikte e-mail|Laatst geklikt|Datum laatste klik in marketing-e-mail|Datum laatst aangeklikte marketing-e-mail|Laatste klik', 'Datum för senaste klick i marknadsföringsmejl|Senast klickad|Datum för senast klickade mejl|Senaste klick|Datum för senast klickade marknadsföringsmejl'],
  ['lastEmailRepliedAt', 'Last Marketing Email Reply Date|Last Email Reply Date|Last Reply Date|Last Reply', 'Datum laatste antwoord e-mail', 'Datum för senaste svar'],
  ['lastFormSubmittedAt', 'Last Form Submission Date|Recent Conversion Date|Last Form Submitted|Last Form Submission', 'Datum recente conversie|Datum laatste conversie|Datum laatste formulierinzending|Datum meest recente conversie|Recente conversiedatum|Meest recente conversiedatum', 'Senaste konverteringsdatum|Datum för senaste konvertering|Datum för senaste formulärinskick|Datum för senaste konversion'],
  ['lastSessionAt', 'Last Session Date|Last Visit|Last Visit Date|Last Website Visit|Last Session', 'Laatste bezoek|Datum laatste bezoek|Datum laatste sessie', 'Senaste besök|Datum för senaste besök|Senaste session'],
  ['lastPageViewedAt', 'Last Page View Date|Last Page View', 'Datum laatste paginaweergave', 'Datum för senaste sidvisning'],
  ['lastMeetingAt', 'Last Meeting Date|Last Meeting|Date of last meeting booked in meetings tool', 'Datum laatste afspraak', 'Datum för senaste möte'],
];

/** Columns of files of activities in a long form; also the event streams that tools write as JSON. */
// biome-ignore format: a table
const activityNames: readonly KnownName[] = [
  ['type', 'Type|Activity Type|Event|Event Type|Activity|Action|Event Name|Activity Name|Interaction Type|Engagement Type', 'Type|Soort|Activiteit|Type activiteit|Activiteitstype|Gebeurtenis|Actie|Soort activiteit', 'Typ|Aktivitet|Aktivitetstyp|Händelse|Händelsetyp|Typ av aktivitet|Åtgärd'],
  ['at', 'Date|Time|Timestamp|At|Date Time|Activity Date|Event Date|Event Time|Occurred At|Created At|Activity Time|When|Created|Event Timestamp|Received At|Sent At|Original Timestamp|Action Date|Occurred|Created Date', 'Datum|Tijdstip|Tijd|Datum en tijd|Datum activiteit|Activiteitsdatum', 'Datum|Tid|Tidpunkt|Datum och tid|Aktivitetsdatum|Datum för aktivitet'],
  ['activityId', 'Activity ID|Event ID|ID|Message ID|Engagement ID|Event UUID|UUID|Idempotency Key|Insert ID', 'Activiteit-ID|Activiteits-ID', 'Aktivitets-ID|Händelse-ID'],
  ['automated', 'Automated|Is Bot|Bot|Machine Open|Filtered Event|Is Automated|Machine|Apple MPP', 'Automatisch', 'Automatisk'],
  ['properties', 'Properties|Event Properties|Activity Properties|Data|Payload|Details|Metadata|Attributes', 'Eigenschappen', 'Egenskaper'],
];

/** Columns of files of outcomes, and of leads that carry one. */
// biome-ignore format: a table
const outcomeNames: readonly KnownName[] = [
  ['outcome', 'Outcome|Result|Deal Stage|Deal Status|Opportunity Stage|Won/Lost|Won or Lost|Stage|Status|Deal Outcome|Sales Outcome', 'Uitkomst|Resultaat|Dealfase|Dealstatus|Gewonnen/verloren|Fase|Status', 'Utfall|Resultat|Affärsfas|Affärsstatus|Vunnen/förlorad|Fas|Status'],
  ['outcomeAt', 'Close Date|Closed Date|Closed At|Outcome Date|Date Closed|Closing Date|Date|At|Decision Date|Close Time|Outcome At', 'Sluitdatum|Sluitingsdatum|Afsluitdatum|Datum gesloten|Datum|Datum uitkomst', 'Stängningsdatum|Avslutsdatum|Slutdatum|Datum|Datum stängd'],
  ['wonAt', 'Won Time|Won Date|Won At|Date Won|Won On', 'Tijdstip gewonnen|Datum gewonnen|Gewonnen op|Gewonnen tijd', 'Vunnen tid|Vunnen datum|Datum vunnen|Vunnen den|Tidpunkt för vinst'],
  ['lostAt', 'Lost Time|Lost Date|Lost At|Date Lost|Lost On', 'Tijdstip verloren|Datum verloren|Verloren op|Verloren tijd', 'Förlorad tid|Förlorad datum|Datum förlorad|Förlorad den'],
  ['lostReason', 'Lost Reason|Closed Lost Reason|Loss Reason|Reason Lost', 'Verliesreden|Reden verloren|Reden van verlies|Reden gesloten verloren', 'Förlustorsak|Orsak till förlust|Förlorad orsak|Förlorad anledning|Anledning till förlust'],
  ['wonReason', 'Won Reason|Closed Won Reason|Win Reason', 'Reden gewonnen|Winreden|Reden gesloten gewonnen', 'Orsak till vinst|Vinstorsak|Vunnen orsak'],
  ['outcomeReason', 'Reason|Close Reason|Outcome Reason|Closed Reason', 'Reden|Reden van sluiten', 'Orsak|Anledning'],
  ['outcomeId', 'Deal ID|Opportunity ID|Record ID|ID|Outcome ID', 'Deal-ID|Kans-ID', 'Affärs-ID|Affär-ID'],
  ['dealName:text', 'Deal Name|Opportunity Name|Deal Title|Opportunity|Deal', 'Dealnaam|Naam deal|Dealtitel|Verkoopkans', 'Affärsnamn|Namn på affär|Affärstitel|Affär'],
  ['dealAmount:money', 'Amount|Deal Value|Deal Amount|Value|Opportunity Amount', 'Bedrag|Dealwaarde|Waarde|Waarde deal', 'Belopp|Affärsvärde|Värde'],
  ['currency', 'Currency|Deal Currency|Currency Code', 'Valuta|Munteenheid', 'Valuta'],
  ['leadIds', 'Contact IDs|Associated Contact IDs|Lead IDs|Associated Contact ID', 'Gekoppelde contact-ID\'s|Contact-ID\'s', 'Associerade kontakt-ID:n|Kontakt-ID:n'],
  ['leadNames', 'Associated Contact|Associated Contacts|Contacts|Primary Contact', 'Gekoppelde contactpersoon|Gekoppelde contactpersonen|Contactpersonen', 'Associerad kontakt|Associerade kontakter|Kontakter'],
];

/** Columns of files of accounts; the other facts of a company are those of `personNames`. */
// biome-ignore format: a table
const accountNames: readonly KnownName[] = [
  ['accountId', 'Account ID|Company ID|Organization ID|Record ID|ID|Account Number', 'Account-ID|Bedrijfs-ID|Organisatie-ID|Record-ID', 'Konto-ID|Företags-ID|Organisations-ID|Post-ID'],
  ['accountName', 'Account Name|Company|Company Name|Organization|Name|Organization Name|Account', 'Bedrijfsnaam|Bedrijf|Organisatie|Naam|Accountnaam', 'Företagsnamn|Företag|Organisation|Namn|Kontonamn'],
  ['accountDomain', 'Company Domain Name|Domain|Domain Name|Company Domain|Email Domain|Website Domain', 'Domeinnaam bedrijf|Domein|Domeinnaam', 'Företagets domännamn|Domän|Domännamn'],
];

/** Columns of a long history: one change of one field a row. */
// biome-ignore format: a table
export const historyNames: readonly KnownName[] = [
  ['historyField', 'Field|Property|Field Name|Property Name|Attribute|Name|Field / Event', 'Veld|Eigenschap|Veldnaam', 'Fält|Egenskap|Fältnamn'],
  ['historyValue', 'Value|New Value|Property Value|To|New', 'Waarde|Nieuwe waarde', 'Värde|Nytt värde'],
  ['at', 'Date|Time|Timestamp|At|Changed At|Edit Date|Modified At|Changed On|Change Date|Created Date|Created At|Date Time', 'Datum|Tijdstip|Gewijzigd op', 'Datum|Tid|Tidpunkt|Ändrad'],
];

const leadOutcomeMeanings: readonly string[] = [
  'wonAt',
  'lostAt',
  'lostReason',
  'wonReason',
  'leadNames',
  'leadIds',
];
/** What a file of leads may say of how they ended. */
const leadOutcomeNames: readonly KnownName[] = [
  [
    'wonFlag',
    'Converted|Is Converted|Won|Is Won|Is Customer|Became Customer',
    'Geconverteerd|Gewonnen|Is klant',
    'Konverterad|Vunnen|Är kund',
  ],
  [
    'wonAt',
    'Converted Date|Conversion Date to Customer|Customer Since|Became a Customer Date',
    'Klant sinds',
    'Kund sedan',
  ],
  [
    'outcome',
    'Outcome|Won/Lost|Won or Lost|Sales Outcome',
    'Uitkomst|Gewonnen/verloren',
    'Utfall|Vunnen/förlorad',
  ],
  ...outcomeNames.filter(([meaning]) => leadOutcomeMeanings.includes(meaning)),
];

const identityMeanings: readonly string[] = ['leadId', 'email', 'anonymousId'];
/** Who did it: the only columns of a lead that a file of activities speaks of, the others are properties. */
const identityNames: readonly KnownName[] = personNames.filter(([meaning]) =>
  identityMeanings.includes(meaning),
);

/** Which tables hold in which files, the strongest first. */
export const namesOfRole: Readonly<Record<FileRole, readonly (readonly KnownName[])[]>> = {
  leads: [personNames, counterNames, leadOutcomeNames],
  accounts: [accountNames, personNames],
  activities: [activityNames, identityNames],
  outcomes: [outcomeNames, personNames],
};
