import type { warehouseEn } from './warehouse-en.ts';

/** What the commands of warehouses say, in Swedish. */
export const warehouseSv: { readonly [Key in keyof typeof warehouseEn]: string } = {
  command_sql: 'Skriv ut en modell som SQL, att köra där fakta finns',
  command_warehouse: 'Ladda fakta i en databas, och poängsätt dem där',
  command_warehouse_load: 'Ladda filer med fakta i tabellerna i en databas',
  command_warehouse_score: 'Poängsätt inne i databasen, och skriv poängen och vad som ändrats',
  group_warehouse: 'Vilken databas:',
  group_loaded: 'Vad som laddas:',
  option_dialect: 'Databas som SQL är för',
  option_members: 'Modell för leads vars summor en modell för konton läser; kan anges flera gånger',
  option_query: 'Vad SQL ger; script: satserna som sparar delar av arbetet, och alla frågor; annars scores',
  option_tables: 'Vad tabellerna heter: ett prefix som crm.leadline_, eller en JSON-fil med namn per tabell',
  option_properties:
    'Egenskap hos aktiviteter, i samma ordning som kolumnerna property_0, property_1, …; kan anges flera gånger',
  option_properties_url: 'Databas att läsa egenskapernas ordning från',
  option_url:
    'Databas: duckdb:FIL, postgres://användare@värd/databas eller clickhouse://användare@värd:port/databas, flera värdar är shards',
  option_scored_model: 'Modell (YAML eller JSON) som ger poäng',
  option_stored_at: 'Utelämna fakta som lagrats efter denna dag eller tid',
  option_load_model: 'Modell vars mönster och halveringstider tabellerna ska innehålla, för egen SQL',
  option_table: 'Namn på tabellen med poäng; annars leadline_scores_<model>',
  option_dry_run: 'Gör allt utom att skriva',
  option_score_contributions: 'Skriv också varje bidrag till en tabell',
  option_resume: 'Fortsätt en körning som förlorade en shard: bara de shards som saknas, vid samma tidpunkt',
  progress_statement: 'Sats {{number}} av {{of}}: {{name}}',
  progress_statement_shard: 'Shard {{shard}}, sats {{number}} av {{of}}: {{name}}',
  progress_load: 'Laddar {{file}}: {{rows}} rader',
  progress_load_end: 'Sätter {{table}} på plats',
  load_done: 'Laddat i {{place}}',
  load_table_one: '{{table}}: {{count, number}} rad tillagd, {{held}} fanns redan',
  load_table_other: '{{table}}: {{count, number}} rader tillagda, {{held}} fanns redan',
  load_nothing: 'Inget nytt: allt fanns redan',
  load_next: 'Nu: leadline warehouse score --url {{place}} --model model.yaml',
  score_title: '{{model}}, per {{at}}',
  score_leads_one: '{{count, number}} lead = {{parts}}',
  score_leads_other: '{{count, number}} leads = {{parts}}',
  score_accounts_one: '{{count, number}} konto = {{parts}}',
  score_accounts_other: '{{count, number}} konton = {{parts}}',
  score_scored: '{{count, number}} poängsatta',
  score_of_them_disqualified: '{{count, number}} av dem diskvalificerade',
  score_outside: '{{count, number}} utanför målgruppen',
  score_first: 'Det är första körningen, så alla har kommit in',
  score_same: 'Inget ändrades sedan förra körningen',
  score_changed: 'Sedan förra körningen: {{list}}',
  change_came_in: '{{count, number}} kom in',
  change_went_out: '{{count, number}} gick ut',
  change_total: '{{count, number}} med annan summa',
  change_grade: '{{count, number}} med annat betyg',
  change_temperature: '{{count, number}} med annan temperatur',
  change_disqualified: '{{count, number}} diskvalificerade eller inte längre',
  change_stage: '{{count, number}} med annat steg',
  change_persona: '{{count, number}} med annan persona',
  change_journey: '{{count, number}} i en annan fas',
  score_written: 'Skrivet till {{list}}',
  score_dry: 'En provkörning: inget skrevs',
  interrupted_warehouse: 'Avbrutet; tabellerna är som de var',
  error_warehouse_url:
    'Kan inte läsa --url "{{url}}"; ange duckdb:FIL, postgres://användare@värd/databas eller clickhouse://användare@värd:port/databas',
  error_warehouse_connect:
    'Kan inte ansluta till {{place}}: {{detail}}; kontrollera adressen och att databasen är igång',
  error_warehouse_password:
    'Kan inte ansluta till {{place}}: användaren eller lösenordet är fel; rätta det i --url',
  error_warehouse_database:
    'Kan inte ansluta till {{place}}: den databasen finns inte; skapa den, eller rätta --url',
  error_warehouse_other_file:
    'Kan inte öppna {{place}}: det är ingen DuckDB-fil, eller en av annan version; välj ett annat namn',
  error_warehouse_rights:
    'Inte tillåtet i {{place}}: {{detail}}; ge användaren rätt att läsa och skapa tabeller där',
  error_warehouse_tables:
    'Det finns inga tabeller med fakta i {{place}}; "leadline warehouse load" skapar dem',
  error_warehouse_layout:
    'Tabellerna i {{place}} har layout {{held}}, och denna Leadline läser {{wanted}}; ladda filerna i en tom databas',
  error_warehouse_busy:
    'En annan laddning eller körning pågår i {{place}}, eller ett program håller det öppet; försök igen när det är klart',
  error_warehouse_full:
    'Det finns ingen plats kvar i {{place}}: {{detail}}; tabellerna är som de var; frigör disk eller minne och försök igen',
  error_warehouse_stopped:
    'En sats stoppades i {{place}}: {{detail}}; tabellerna är som de var; ge den mer tid och försök igen',
  error_warehouse_lost:
    'Anslutningen till {{place}} bröts: {{detail}}; tabellerna är som de var; försök igen när databasen är tillbaka',
  error_warehouse_fault: 'Det går inte i {{place}}: {{detail}}; tabellerna är som de var',
  error_warehouse_table:
    'Kan inte skriva poäng till --table "{{table}}"; ange ett namn av små bokstäver, siffror och _ som inte är en tabell med fakta',
  error_warehouse_table_long:
    'Tabellnamnet "{{table}}" är för långt: högst {{most}} bokstäver; ange ett annat med --table',
  error_warehouse_table_taken:
    'Tabellen {{table}} innehåller inte poäng för modellen "{{model}}"; ange ett annat namn med --table, eller ta bort den',
  error_warehouse_shard:
    'Shard {{shard}} av {{place}} blev inte klar: {{detail}}; den gamla poängen finns kvar; kör samma kommando med --resume när den är tillbaka',
  error_warehouse_resume:
    'Det finns inget att fortsätta i {{place}} för denna modell: {{detail}}; kör utan --resume',
  error_warehouse_shard_accounts:
    'Modellen "{{model}}" läser vad kollegor gör eller poängsätter konton, som ligger på flera shards; kör den på en server',
  error_warehouse_cluster:
    '{{place}} känner inget kluster med {{shards}} shards; ange det i servern, som remote_servers i dess konfiguration',
  error_dialect: 'Det finns ingen dialekt; ange --dialect duckdb, postgres eller clickhouse',
  error_tables_file:
    'Kan inte läsa --tables "{{file}}": {{detail}}; ange det som { "leads": "crm.people" } i JSON',
  error_no_model_sql: 'Det finns ingen modell; ange en, till exempel --model model.yaml',
  error_one_model: 'Här poängsätts en modell i taget; ange en med --model',
  error_no_url: 'Det finns ingen databas; ange den, till exempel --url duckdb:demo.duckdb',
  error_resume_shards: '--resume är för databaser med flera shards; utelämna det',
  error_no_load: 'Det finns inget att ladda; ange en fil, till exempel --leads leads.csv',
  error_stage_model:
    'Filen "{{file}}" anger steg utan modell; ange modellerna de hör till med --model, eller ge den en kolumn model',
  error_sql: 'Kan inte säga denna modell exakt i SQL: {{detail}}',
  error_sql_properties:
    'Modellen läser egenskaper hos aktiviteter ({{list}}), och varje databas har dem i kolumner i sin egen ordning; ange den med --url eller --properties',
};
