import type { MessageCode } from '../file/message.ts';

/** What is said of files, in Swedish; the codes and {parameters} are those of the English sentences. */
export const fileSv: Readonly<Record<MessageCode, string>> = {
  file_missing: 'Kan inte läsa "{file}": filen finns inte; kontrollera sökvägen',
  file_is_directory: 'Kan inte läsa "{file}": det är en mapp; ange en fil i den',
  file_not_readable: 'Kan inte läsa "{file}": {detail}; kontrollera behörigheten',
  file_empty: 'Kan inte läsa "{file}": den är tom; exportera den igen med minst en rubrikrad',
  file_without_rows:
    'Kan inte läsa "{file}": den har en rubrikrad och inga rader; exportera den igen med rader',
  file_binary: 'Kan inte läsa "{file}": den har NUL-byte och är inte text; exportera den som CSV i UTF-8',
  file_unknown_kind:
    'Kan inte läsa "{file}": {detail}; exportera den som CSV, XLSX, JSON, NDJSON eller Parquet',
  file_too_large:
    'Kan inte läsa "{file}": {size} {kind} är mer än {limit}; exportera den som CSV eller NDJSON, som inte har någon gräns',
  facts_too_many:
    'Kan inte läsa "{file}": dess fakta ryms inte i minnet efter {rows} rader ({size}); läs in den som stor fil (--out), dela den, eller ge Node mer minne (NODE_OPTIONS=--max-old-space-size)',
  time_zone_unknown: 'Kan inte läsa "{file}": tidszonen "{zone}" är okänd; ange en som Europe/Stockholm',
  encoding_unknown:
    'Kan inte läsa "{file}": kodningen "{encoding}" är okänd; använd utf-8, utf-16le eller windows-1252',
  zip_bomb:
    'Kan inte läsa "{file}": uppackad skulle den bli {size} (gräns {limit}); exportera den som CSV om detta verkligen är dina data',
  zip_damaged:
    'Kan inte läsa "{file}": XLSX-filen är skadad ({detail}); öppna den i ett kalkylprogram och spara den igen',
  sheet_missing: 'Kan inte läsa "{file}": den har inget blad "{sheet}"; den har {sheets}',
  sheet_too_long: 'Kan inte läsa "{file}": ett blad med {rows} rader är mer än {limit}; spara det som CSV',
  quote_open:
    'Kan inte läsa "{file}": citattecknet som öppnas på rad {line} stängs inte inom {limit} tecken; stäng det eller ange ett annat citattecken',
  json_invalid: 'Kan inte läsa "{file}": rad {line} är inte giltig JSON ({detail}); rätta den',
  json_not_rows:
    'Kan inte läsa "{file}": den har ingen lista med objekt; ange en lista med objekt eller ett objekt per rad',
  parquet_invalid: 'Kan inte läsa "{file}": {detail}; skriv Parquet-filen igen',
  header_missing:
    'Kan inte läsa "{file}": ingen rubrikrad hittades på de första {lines} raderna; lägg till en',
  role_unknown:
    'Kan inte läsa "{file}": det är oklart om den innehåller leads, konton, aktiviteter eller utfall; ange vilket (--leads, --accounts, --activities eller --outcomes)',
  required_column_missing: 'Kan inte läsa "{file}": {role} behöver en kolumn för {wanted}; koppla en',
  mapping_invalid: 'Kan inte använda kopplingen för "{file}": {detail}',
  mapping_column_missing:
    'Kan inte använda kopplingen för "{file}": filen har ingen kolumn "{column}"; den har {columns}',
  row_count:
    'Kan inte läsa "{file}": raderna går inte ihop ({detail}); detta är ett fel i Leadline, rapportera det gärna',
  write_failed: 'Kan inte skriva "{file}": {detail}',
  write_over_input: 'Kan inte skriva "{file}": den läses också; välj ett annat namn',
  write_unknown_kind:
    'Kan inte skriva "{file}": namnet ska sluta på .csv, .tsv, .xlsx, .json, .ndjson eller .parquet',
  write_too_many_rows: 'Kan inte skriva "{file}": XLSX rymmer högst {limit} rader; skriv CSV',
  write_too_long:
    'Kan inte skriva "{file}": rad {line}, kolumn "{column}" är längre än en cell i XLSX ({limit}); skriv CSV',

  row_too_long:
    'raden har {cells} celler och rubriken {columns}; sätt celler med avgränsaren inom citattecken',
  row_too_short: 'raden har {cells} celler och rubriken {columns}; leta efter en radbrytning i en cell',
  row_quote: 'ett citattecken mitt i en cell; dubblera det eller sätt hela cellen inom citattecken',
  row_encoding: 'raden är inte {encoding} som resten av filen; spara filen i en enda kodning',
  row_json: 'raden är inget JSON-objekt ({detail}); rätta den',
  nul_byte: 'cellen har en NUL-byte; ta bort den',
  number_invalid: '"{value}" är inget tal; rätta det eller utelämna det',
  number_decimals: '"{value}" har fler än tre decimaler; avrunda det',
  number_too_large: '"{value}" är större än 9 000 000 000 000; rätta det eller utelämna det',
  number_decimal_sign:
    '"{value}" passar inte kolumnens decimaler ({example}); rätta det eller ange decimaltecknet',
  boolean_invalid: '"{value}" är varken ja eller nej; rätta det eller utelämna det',
  date_invalid: '"{value}" är inget datum; rätta det eller utelämna det',
  date_before_1900: '"{value}" ligger före 1900; rätta datumet eller utelämna det',
  date_after_2999: '"{value}" ligger efter 2999; rätta datumet eller utelämna det',
  date_order: '"{value}" är inget datum som {order}, kolumnens ordning; rätta det eller ange ordningen',
  range_invalid: '"{value}" är inget intervall som 51-200; rätta det eller utelämna det',
  money_invalid: '"{value}" är inget belopp; rätta det eller utelämna det',
  counter_invalid: '"{value}" är inget helt antal gånger; rätta det eller utelämna det',
  counter_too_large: '"{value}" är mer än 10 000 gånger; rätta det eller utelämna det',
  properties_invalid: 'egenskaperna är inget JSON-objekt; rätta dem',
  lead_missing: 'raden nämner ingen lead; fyll i id eller e-postadress',
  account_missing: 'raden nämner inget konto; fyll i id, domän eller namn',
  activity_type_missing: 'raden nämner ingen aktivitet; fyll i typen',
  activity_date_missing: 'raden har inget datum; fyll i när det hände',
  outcome_date_missing: 'raden har ett utfall och inget datum; fyll i när det slutade',
  history_field_missing: 'raden nämner inget fält; fyll i vilket fält som ändrades',
  id_conflict: '"{value}" står redan på rad {line} med andra värden; behåll en av dem',

  encoding_guessed: 'Läst som {encoding}, gissat från dess byte; ange kodningen om bokstäver ser fel ut',
  dates_ambiguous:
    'Kolumn "{column}": {order} antas, inget datum i den skiljer dag från månad; ange ordningen om den är en annan',
  decimals_ambiguous:
    'Kolumn "{column}": "{example}" läses som {reading}, inget i den skiljer tusental från decimaler; ange decimaltecknet om det är tvärtom',
  decimals_mixed: 'Kolumn "{column}" skriver decimaler på två sätt; {example} följdes',
  guessed_kind_failed:
    'Kolumn "{column}": {count} värden är inte {kind} och behölls som text; det första är på rad {line}',
  column_unnamed: 'Kolumn {index} har inget namn och utelämnas',
  column_repeated: 'Kolumn "{column}" finns två gånger; den andra heter {field}',
  columns_late: '{count} nycklar dyker upp först efter de första {rows} posterna och utelämnas: {columns}',
  email_shared:
    '{count} e-postadresser hör till flera leads; deras aktiviteter går till den första ({example})',
  rows_rejected: '{count} av {rows} rader avvisades',
  cells_left_out: '{count} celler kunde inte läsas och utelämnades',
  rejects_written: 'Avvisade rader finns i "{file}"',
  status_without_outcome:
    'Kolumn "{column}": {count} rader har en status som inte är ett utfall, som "{example}"',
  currency_unknown:
    'Kolumn "{column}" anger ingen valuta; ange en, annars kan beloppen inte jämföras med något',
  sheet_chosen: 'Bladet "{sheet}" läses, filen har också {sheets}; ange bladet om det är ett annat',
  file_date_used: '{count} aktiviteter från räknare har inget datum på sin rad och fick filens datum',
  footer_found: '{count} rader under raderna är en sidfot i rapporten och utelämnas',
  types_unknown: 'Aktiviteter behåller sitt eget namn där inget standardnamn är känt: {types}',

  because_tool: 'kolumnen "{name}" i {tool}',
  because_tool_language: 'kolumnen "{name}" i {tool} på {language}',
  because_synonym: 'ett annat namn för {name}',
  because_words: 'samma ord som "{name}"',
  because_spelling: 'en bokstav från "{name}"',
  because_values: 'dess värden är {what}',
  because_override: 'angiven av dig',
  because_unknown: 'ingen känd kolumn; behålls under sitt eget namn',
  because_second: 'kolumnen "{column}" är redan {field}; behålls under sitt eget namn',
  because_empty_name: 'den har inget namn',
  because_not_about_lead: 'säger inget om leaden ({what})',
};
