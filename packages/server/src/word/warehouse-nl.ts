import type { warehouseEn } from './warehouse-en.ts';

/** What the commands of warehouses say, in Dutch. */
export const warehouseNl: { readonly [Key in keyof typeof warehouseEn]: string } = {
  command_sql: 'Toon een model als SQL, om te draaien waar de feiten zijn',
  command_warehouse: 'Laad feiten in een databank, en geef ze daar punten',
  command_warehouse_load: 'Laad bestanden met feiten in de tabellen van een databank',
  command_warehouse_score: 'Geef punten in de databank zelf, en schrijf de scores en wat er veranderde',
  group_warehouse: 'Welke databank:',
  group_loaded: 'Wat geladen wordt:',
  option_dialect: 'Databank waarvoor de SQL is',
  option_members: 'Model van leads waarvan een model van accounts de totalen leest; mag meermaals',
  option_query:
    'Wat de SQL geeft; script: de opdrachten die delen van het werk bewaren, en alle vragen; standaard scores',
  option_tables:
    'Hoe de tabellen heten: een voorvoegsel zoals crm.leadline_, of een JSON-bestand met namen per tabel',
  option_properties:
    'Eigenschap van activiteiten, in de volgorde van de kolommen property_0, property_1, …; mag meermaals',
  option_properties_url: 'Databank om de volgorde van de eigenschappen uit te lezen',
  option_url:
    'Databank: duckdb:BESTAND, postgres://gebruiker@host/databank of clickhouse://gebruiker@host:poort/databank, meerdere hosts zijn shards',
  option_scored_model: 'Model (YAML of JSON) dat punten geeft',
  option_stored_at: 'Laat feiten weg die na deze dag of dit tijdstip bewaard zijn',
  option_load_model:
    'Model waarvan de tabellen de patronen en halveringstijden moeten bevatten, voor eigen SQL',
  option_table: 'Naam van de tabel met scores; standaard leadline_scores_<model>',
  option_dry_run: 'Doe alles behalve schrijven',
  option_score_contributions: 'Schrijf ook elke bijdrage naar een tabel',
  option_resume:
    'Ga voort met een run die een shard verloor: alleen de shards die ontbreken, op hetzelfde moment',
  progress_statement: 'Opdracht {{number}} van {{of}}: {{name}}',
  progress_statement_shard: 'Shard {{shard}}, opdracht {{number}} van {{of}}: {{name}}',
  progress_load: '{{file}} laden: {{rows}} rijen',
  progress_load_end: '{{table}} op zijn plaats zetten',
  load_done: 'Geladen in {{place}}',
  load_table_one: '{{table}}: {{count, number}} rij toegevoegd, {{held}} waren er al',
  load_table_other: '{{table}}: {{count, number}} rijen toegevoegd, {{held}} waren er al',
  load_nothing: 'Niets nieuws: alles was er al',
  load_next: 'Nu: leadline warehouse score --url {{place}} --model model.yaml',
  score_title: '{{model}}, per {{at}}',
  score_leads_one: '{{count, number}} lead = {{parts}}',
  score_leads_other: '{{count, number}} leads = {{parts}}',
  score_accounts_one: '{{count, number}} account = {{parts}}',
  score_accounts_other: '{{count, number}} accounts = {{parts}}',
  score_scored: '{{count, number}} met punten',
  score_of_them_disqualified: '{{count, number}} daarvan gediskwalificeerd',
  score_outside: '{{count, number}} buiten het publiek',
  score_first: 'Dit is de eerste keer, dus ze zijn er allemaal bij gekomen',
  score_same: 'Er veranderde niets sinds de vorige keer',
  score_changed: 'Sinds de vorige keer: {{list}}',
  change_came_in: '{{count, number}} erbij',
  change_went_out: '{{count, number}} eruit',
  change_total: '{{count, number}} met een ander totaal',
  change_grade: '{{count, number}} met een andere graad',
  change_temperature: '{{count, number}} met een andere temperatuur',
  change_disqualified: '{{count, number}} gediskwalificeerd of niet meer',
  change_stage: '{{count, number}} met een andere fase',
  change_persona: '{{count, number}} met een andere persona',
  change_journey: '{{count, number}} verder of terug in het koopproces',
  score_written: 'Geschreven naar {{list}}',
  score_dry: 'Een proefrun: er is niets geschreven',
  interrupted_warehouse: 'Onderbroken; de tabellen zijn zoals ze waren',
  error_warehouse_url:
    'Kan --url "{{url}}" niet lezen; geef duckdb:BESTAND, postgres://gebruiker@host/databank of clickhouse://gebruiker@host:poort/databank',
  error_warehouse_connect:
    'Kan niet verbinden met {{place}}: {{detail}}; kijk het adres na en of de databank draait',
  error_warehouse_password:
    'Kan niet verbinden met {{place}}: de gebruiker of het wachtwoord klopt niet; verbeter het in --url',
  error_warehouse_database:
    'Kan niet verbinden met {{place}}: die databank bestaat niet; maak ze, of verbeter --url',
  error_warehouse_other_file:
    'Kan {{place}} niet openen: het is geen DuckDB-bestand, of een van een andere versie; kies een andere naam',
  error_warehouse_rights:
    'Niet toegelaten in {{place}}: {{detail}}; geef de gebruiker het recht om daar tabellen te lezen en te maken',
  error_warehouse_tables: 'Er zijn geen tabellen met feiten in {{place}}; "leadline warehouse load" maakt ze',
  error_warehouse_layout:
    'De tabellen in {{place}} hebben indeling {{held}}, en deze Leadline leest {{wanted}}; laad de bestanden in een lege databank',
  error_warehouse_busy:
    'Er loopt al een load of score in {{place}}, of een programma houdt het open; probeer opnieuw als het klaar is',
  error_warehouse_full:
    'Er is geen plaats meer in {{place}}: {{detail}}; de tabellen zijn zoals ze waren; maak schijf of geheugen vrij en probeer opnieuw',
  error_warehouse_stopped:
    'Een opdracht werd gestopt in {{place}}: {{detail}}; de tabellen zijn zoals ze waren; geef haar meer tijd en probeer opnieuw',
  error_warehouse_lost:
    'De verbinding met {{place}} viel weg: {{detail}}; de tabellen zijn zoals ze waren; probeer opnieuw als de databank terug is',
  error_warehouse_fault: 'Dit lukt niet in {{place}}: {{detail}}; de tabellen zijn zoals ze waren',
  error_warehouse_table:
    'Kan geen scores schrijven naar --table "{{table}}"; geef een naam van kleine letters, cijfers en _ die geen tabel met feiten is',
  error_warehouse_table_long:
    'De tabelnaam "{{table}}" is te lang: hoogstens {{most}} letters; geef een andere met --table',
  error_warehouse_table_taken:
    'Tabel {{table}} bevat geen scores van model "{{model}}"; geef een andere naam met --table, of verwijder ze',
  error_warehouse_shard:
    'Shard {{shard}} van {{place}} werd niet klaar: {{detail}}; de oude scores staan er nog; geef hetzelfde commando met --resume als hij terug is',
  error_warehouse_resume:
    'Er is in {{place}} niets om mee voort te gaan voor dit model: {{detail}}; geef het zonder --resume',
  error_warehouse_shard_accounts:
    'Model "{{model}}" leest wat collega’s doen of geeft accounts punten, en die liggen op meerdere shards; doe het op één server',
  error_warehouse_cluster:
    '{{place}} kent geen cluster van {{shards}} shards; noem het in de server, als remote_servers in zijn configuratie',
  error_dialect: 'Er is geen dialect; zeg --dialect duckdb, postgres of clickhouse',
  error_tables_file:
    'Kan --tables "{{file}}" niet lezen: {{detail}}; geef het als { "leads": "crm.people" } in JSON',
  error_no_model_sql: 'Er is geen model; noem er een, zoals --model model.yaml',
  error_one_model: 'Hier krijgt één model tegelijk zijn scores; noem er een met --model',
  error_no_url: 'Er is geen databank; noem ze, zoals --url duckdb:demo.duckdb',
  error_resume_shards: '--resume is voor databanken van meerdere shards; laat het weg',
  error_no_load: 'Er is niets om te laden; noem een bestand, zoals --leads leads.csv',
  error_stage_model:
    'Bestand "{{file}}" noemt fasen zonder model; noem de modellen waarvan ze zijn met --model, of geef het een kolom model',
  error_sql: 'Kan dit model niet exact in SQL zeggen: {{detail}}',
  error_sql_properties:
    'Het model leest eigenschappen van activiteiten ({{list}}), en elke databank heeft ze in kolommen van een eigen volgorde; zeg het met --url of --properties',
};
