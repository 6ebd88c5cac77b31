import type { MessageCode } from '../file/message.ts';

/** What is said of files, in Dutch; the codes and {parameters} are those of the English sentences. */
export const fileNl: Readonly<Record<MessageCode, string>> = {
  file_missing: 'Kan "{file}" niet lezen: er is geen bestand met die naam; kijk het pad na',
  file_is_directory: 'Kan "{file}" niet lezen: het is een map; noem een bestand erin',
  file_not_readable: 'Kan "{file}" niet lezen: {detail}; kijk de rechten na',
  file_empty: 'Kan "{file}" niet lezen: het is leeg; exporteer het opnieuw met minstens een kopregel',
  file_without_rows:
    'Kan "{file}" niet lezen: het heeft een kopregel en geen rijen; exporteer het opnieuw met rijen',
  file_binary:
    'Kan "{file}" niet lezen: er staan NUL-bytes in en het is geen tekst; exporteer het als CSV in UTF-8',
  file_unknown_kind:
    'Kan "{file}" niet lezen: {detail}; exporteer het als CSV, XLSX, JSON, NDJSON of Parquet',
  file_too_large:
    'Kan "{file}" niet lezen: {size} {kind} is meer dan {limit}; exporteer het als CSV of NDJSON, die hebben geen grens',
  facts_too_many:
    'Kan "{file}" niet lezen: de feiten passen na {rows} rijen niet in het geheugen ({size}); geef een bestand voor grote hoeveelheden (--out), splits het, of geef Node meer geheugen (NODE_OPTIONS=--max-old-space-size)',
  time_zone_unknown:
    'Kan "{file}" niet lezen: tijdzone "{zone}" is onbekend; geef er een zoals Europe/Amsterdam',
  encoding_unknown:
    'Kan "{file}" niet lezen: codering "{encoding}" is onbekend; gebruik utf-8, utf-16le of windows-1252',
  zip_bomb:
    'Kan "{file}" niet lezen: uitgepakt is het {size} (grens {limit}); exporteer het als CSV als dit echt je gegevens zijn',
  zip_damaged:
    'Kan "{file}" niet lezen: de XLSX is beschadigd ({detail}); open ze in een rekenblad en bewaar ze opnieuw',
  sheet_missing: 'Kan "{file}" niet lezen: het heeft geen blad "{sheet}"; het heeft {sheets}',
  sheet_too_long:
    'Kan "{file}" niet lezen: een blad van {rows} rijen is meer dan {limit}; bewaar het als CSV',
  quote_open:
    'Kan "{file}" niet lezen: het aanhalingsteken van regel {line} sluit niet binnen {limit} tekens; sluit het of geef een ander aanhalingsteken',
  json_invalid: 'Kan "{file}" niet lezen: regel {line} is geen geldige JSON ({detail}); verbeter ze',
  json_not_rows:
    'Kan "{file}" niet lezen: er staat geen lijst van objecten in; geef een lijst van objecten of één object per regel',
  parquet_invalid: 'Kan "{file}" niet lezen: {detail}; schrijf het Parquet-bestand opnieuw',
  header_missing:
    'Kan "{file}" niet lezen: er staat geen kopregel in de eerste {lines} regels; voeg er een toe',
  role_unknown:
    'Kan "{file}" niet lezen: het is niet duidelijk of er leads, accounts, activiteiten of uitkomsten in staan; zeg welke (--leads, --accounts, --activities of --outcomes)',
  required_column_missing:
    'Kan "{file}" niet lezen: {role} heeft een kolom nodig voor {wanted}; koppel er een',
  mapping_invalid: 'Kan de koppeling voor "{file}" niet gebruiken: {detail}',
  mapping_column_missing:
    'Kan de koppeling voor "{file}" niet gebruiken: er is geen kolom "{column}"; er zijn {columns}',
  row_count:
    'Kan "{file}" niet lezen: de rijen kloppen niet ({detail}); dit is een fout in Leadline, meld het alsjeblieft',
  write_failed: 'Kan "{file}" niet schrijven: {detail}',
  write_over_input: 'Kan "{file}" niet schrijven: het wordt ook gelezen; kies een andere naam',
  write_unknown_kind:
    'Kan "{file}" niet schrijven: de naam moet eindigen op .csv, .tsv, .xlsx, .json, .ndjson of .parquet',
  write_too_many_rows: 'Kan "{file}" niet schrijven: XLSX bevat hoogstens {limit} rijen; schrijf CSV',
  write_too_long:
    'Kan "{file}" niet schrijven: rij {line}, kolom "{column}" is langer dan een cel van XLSX ({limit}); schrijf CSV',

  row_too_long:
    'de rij heeft {cells} cellen en de kopregel {columns}; zet cellen met het scheidingsteken tussen aanhalingstekens',
  row_too_short: 'de rij heeft {cells} cellen en de kopregel {columns}; zoek een regeleinde in een cel',
  row_quote:
    'een aanhalingsteken midden in een cel; verdubbel het of zet de hele cel tussen aanhalingstekens',
  row_encoding:
    'de regel is geen {encoding} zoals de rest van het bestand; bewaar het bestand in één codering',
  row_json: 'de regel is geen JSON-object ({detail}); verbeter ze',
  nul_byte: 'de cel bevat een NUL-byte; haal die weg',
  number_invalid: '"{value}" is geen getal; verbeter het of laat het weg',
  number_decimals: '"{value}" heeft meer dan drie decimalen; rond het af',
  number_too_large: '"{value}" is groter dan 9.000.000.000.000; verbeter het of laat het weg',
  number_decimal_sign:
    '"{value}" past niet bij de decimalen van deze kolom ({example}); verbeter het of geef het decimaalteken',
  boolean_invalid: '"{value}" is geen ja en geen nee; verbeter het of laat het weg',
  date_invalid: '"{value}" is geen datum; verbeter ze of laat ze weg',
  date_before_1900: '"{value}" ligt voor 1900; verbeter de datum of laat ze weg',
  date_after_2999: '"{value}" ligt na 2999; verbeter de datum of laat ze weg',
  date_order:
    '"{value}" is geen datum als {order}, de volgorde van deze kolom; verbeter ze of geef de volgorde',
  range_invalid: '"{value}" is geen bereik zoals 51-200; verbeter het of laat het weg',
  money_invalid: '"{value}" is geen bedrag; verbeter het of laat het weg',
  counter_invalid: '"{value}" is geen geheel aantal keren; verbeter het of laat het weg',
  counter_too_large: '"{value}" is meer dan 10.000 keer; verbeter het of laat het weg',
  properties_invalid: 'de eigenschappen zijn geen JSON-object; verbeter ze',
  lead_missing: 'de rij noemt geen lead; vul de id of het e-mailadres in',
  account_missing: 'de rij noemt geen account; vul de id, het domein of de naam in',
  activity_type_missing: 'de rij noemt geen activiteit; vul het type in',
  activity_date_missing: 'de rij heeft geen datum; vul in wanneer het gebeurde',
  outcome_date_missing: 'de rij heeft een uitkomst en geen datum; vul in wanneer het eindigde',
  history_field_missing: 'de rij noemt geen veld; vul in welk veld veranderde',
  id_conflict: '"{value}" staat al op regel {line} met andere waarden; hou er één van',

  encoding_guessed: 'Gelezen als {encoding}, gegokt uit de bytes; geef de codering als letters fout lijken',
  dates_ambiguous:
    'Kolom "{column}": {order} is aangenomen, geen datum erin onderscheidt dag van maand; geef de volgorde als het een andere is',
  decimals_ambiguous:
    'Kolom "{column}": "{example}" is gelezen als {reading}, niets erin onderscheidt duizendtallen van decimalen; geef het decimaalteken als het andere klopt',
  decimals_mixed: 'Kolom "{column}" schrijft decimalen op twee manieren; {example} is gevolgd',
  guessed_kind_failed:
    'Kolom "{column}": {count} waarden zijn geen {kind} en bleven tekst; de eerste staat op regel {line}',
  column_unnamed: 'Kolom {index} heeft geen naam en is weggelaten',
  column_repeated: 'Kolom "{column}" staat er twee keer; de tweede heet {field}',
  columns_late: '{count} sleutels verschijnen pas na de eerste {rows} records en zijn weggelaten: {columns}',
  email_shared:
    '{count} e-mailadressen horen bij verschillende leads; hun activiteiten gaan naar de eerste ({example})',
  rows_rejected: '{count} van {rows} rijen zijn geweigerd',
  cells_left_out: '{count} cellen konden niet gelezen worden en zijn weggelaten',
  rejects_written: 'Geweigerde rijen staan in "{file}"',
  status_without_outcome:
    'Kolom "{column}": {count} rijen hebben een status die geen uitkomst is, zoals "{example}"',
  currency_unknown:
    'Kolom "{column}" noemt geen munt; geef er een, of de bedragen zijn met geen enkel te vergelijken',
  sheet_chosen:
    'Blad "{sheet}" is gelezen, het bestand heeft ook {sheets}; geef het blad als het een ander is',
  file_date_used:
    '{count} activiteiten uit tellers hebben geen datum in hun rij en kregen de datum van het bestand',
  footer_found: '{count} regels onder de rijen zijn een voettekst van het rapport en zijn weggelaten',
  types_unknown: 'Activiteiten houden hun eigen naam waar geen standaardnaam bekend is: {types}',

  because_tool: 'de kolom "{name}" van {tool}',
  because_tool_language: 'de kolom "{name}" van {tool} in {language}',
  because_synonym: 'een andere naam voor {name}',
  because_words: 'dezelfde woorden als "{name}"',
  because_spelling: 'één letter van "{name}"',
  because_values: 'de waarden zijn {what}',
  because_override: 'door jou gegeven',
  because_unknown: 'geen bekende kolom; behouden onder de eigen naam',
  because_second: 'kolom "{column}" is al {field}; behouden onder de eigen naam',
  because_empty_name: 'ze heeft geen naam',
  because_not_about_lead: 'zegt niets over de lead ({what})',
};
