/** What the commands of warehouses say, in English. */
export const warehouseEn = {
  command_sql: 'Print a model as SQL, to run where the facts are',
  command_warehouse: 'Load facts into a database, and score them there',
  command_warehouse_load: 'Load files of facts into the tables of a database',
  command_warehouse_score: 'Score inside the database, and write the scores and what changed',
  group_warehouse: 'Which database:',
  group_loaded: 'What is loaded:',
  option_dialect: 'Database the SQL is for',
  option_members: 'Model of leads whose totals a model of accounts reads; may be given several times',
  option_query:
    'What the SQL gives; script: the statements that keep parts of the work, and all queries; default scores',
  option_tables:
    'How the tables are called: a prefix such as crm.leadline_, or a JSON file of names by table',
  option_properties:
    'Property of activities, in the order of the columns property_0, property_1, …; may be given several times',
  option_properties_url: 'Database to read the order of the properties from',
  option_url:
    'Database: duckdb:FILE, postgres://user@host/database or clickhouse://user@host:port/database, several hosts being shards',
  option_scored_model: 'Model (YAML or JSON) that is scored',
  option_stored_at: 'Leave out facts that were stored later than this day or time',
  option_load_model: 'Model whose patterns and half-lives the tables are to hold, for SQL of your own',
  option_table: 'Name of the table of scores; default leadline_scores_<model>',
  option_dry_run: 'Do everything but the writing',
  option_score_contributions: 'Write every contribution to a table too',
  option_resume: 'Go on with a run that lost a shard: only the shards that are missing, at the same moment',
  progress_statement: 'Statement {{number}} of {{of}}: {{name}}',
  progress_statement_shard: 'Shard {{shard}}, statement {{number}} of {{of}}: {{name}}',
  progress_load: 'Loading {{file}}: {{rows}} rows',
  progress_load_end: 'Putting {{table}} in place',
  load_done: 'Loaded into {{place}}',
  load_table_one: '{{table}}: {{count, number}} row added, {{held}} were there already',
  load_table_other: '{{table}}: {{count, number}} rows added, {{held}} were there already',
  load_nothing: 'Nothing new: all of it was there already',
  load_next: 'Next: leadline warehouse score --url {{place}} --model model.yaml',
  score_title: '{{model}}, as of {{at}}',
  score_leads_one: '{{count, number}} lead = {{parts}}',
  score_leads_other: '{{count, number}} leads = {{parts}}',
  score_accounts_one: '{{count, number}} account = {{parts}}',
  score_accounts_other: '{{count, number}} accounts = {{parts}}',
  score_scored: '{{count, number}} scored',
  score_of_them_disqualified: '{{count, number}} of them disqualified',
  score_outside: '{{count, number}} outside the audience',
  score_first: 'This is the first run, so all of them came in',
  score_same: 'Nothing changed since the last run',
  score_changed: 'Since the last run: {{list}}',
  change_came_in: '{{count, number}} came in',
  change_went_out: '{{count, number}} went out',
  change_total: '{{count, number}} with another total',
  change_grade: '{{count, number}} with another grade',
  change_temperature: '{{count, number}} with another temperature',
  change_disqualified: '{{count, number}} disqualified or no longer',
  change_stage: '{{count, number}} with another stage',
  change_persona: '{{count, number}} with another persona',
  change_journey: '{{count, number}} in another phase',
  score_written: 'Written to {{list}}',
  score_dry: 'A dry run: nothing was written',
  interrupted_warehouse: 'Interrupted; the tables are as they were',
  error_warehouse_url:
    'Cannot read --url "{{url}}"; give duckdb:FILE, postgres://user@host/database or clickhouse://user@host:port/database',
  error_warehouse_connect:
    'Cannot connect to {{place}}: {{detail}}; check the address and that the database runs',
  error_warehouse_password:
    'Cannot connect to {{place}}: the user or the password is wrong; correct it in --url',
  error_warehouse_database:
    'Cannot connect to {{place}}: there is no such database; create it, or correct --url',
  error_warehouse_other_file:
    'Cannot open {{place}}: it is no DuckDB file, or one of another version; choose another name',
  error_warehouse_rights:
    'Not allowed in {{place}}: {{detail}}; give the user the right to read and create tables there',
  error_warehouse_tables: 'There are no tables of facts in {{place}}; "leadline warehouse load" makes them',
  error_warehouse_layout:
    'The tables in {{place}} have layout {{held}}, and this Leadline reads {{wanted}}; load the files into an empty database',
  error_warehouse_busy:
    'Another load or score is under way in {{place}}, or a program holds it open; try again when it is done',
  error_warehouse_full:
    'There is no room left in {{place}}: {{detail}}; the tables are as they were; free disk or memory and run it again',
  error_warehouse_stopped:
    'A statement was stopped in {{place}}: {{detail}}; the tables are as they were; raise its timeout and run it again',
  error_warehouse_lost:
    'The connection to {{place}} was lost: {{detail}}; the tables are as they were; run it again when the database is back',
  error_warehouse_fault: 'Cannot do this in {{place}}: {{detail}}; the tables are as they were',
  error_warehouse_table:
    'Cannot write scores to --table "{{table}}"; give a name of small letters, digits and _ that is no table of facts',
  error_warehouse_table_long:
    'The table name "{{table}}" is too long: at most {{most}} letters; give another with --table',
  error_warehouse_table_taken:
    'Table {{table}} does not hold scores of model "{{model}}"; give another name with --table, or drop it',
  error_warehouse_shard:
    'Shard {{shard}} of {{place}} did not finish: {{detail}}; the old scores are in place; when it is back, run the same command with --resume',
  error_warehouse_resume:
    'There is nothing to resume in {{place}} for this model: {{detail}}; run it without --resume',
  error_warehouse_shard_accounts:
    'Model "{{model}}" reads what colleagues do or scores accounts, which lie on several shards; score it on one server',
  error_warehouse_cluster:
    'No cluster of {{shards}} shards is known to {{place}}; name it in the server, as remote_servers in its configuration',
  error_dialect: 'There is no dialect; say --dialect duckdb, postgres or clickhouse',
  error_tables_file:
    'Cannot read --tables "{{file}}": {{detail}}; give it as { "leads": "crm.people" } in JSON',
  error_no_model_sql: 'There is no model; name one, such as --model model.yaml',
  error_one_model: 'One model at a time is scored here; name one with --model',
  error_no_url: 'There is no database; name it, such as --url duckdb:demo.duckdb',
  error_resume_shards: '--resume is for databases of several shards; leave it out',
  error_no_load: 'There is nothing to load; name a file, such as --leads leads.csv',
  error_stage_model:
    'File "{{file}}" names stages without a model; name the models they are of with --model, or add a column model',
  error_sql: 'Cannot say this model exactly in SQL: {{detail}}',
  error_sql_properties:
    'The model reads properties of activities ({{list}}), and each database has them in columns of its own order; say it with --url or --properties',
} as const;
