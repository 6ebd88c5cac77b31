-- Raw Parquet files to tables that score.sql reads: the best form found for DuckDB doing the whole way itself. The files
-- are the variables `leads_file`, `outcomes_file` and `activities_file`; `until` is the moment in milliseconds.

-- Keys that may repeat by their hash, then exactly; of different bodies under one key the least by text is accepted.
CREATE TABLE suspects AS
SELECT key FROM (SELECT hash(id) AS key FROM read_parquet(getvariable('activities_file')))
GROUP BY key HAVING count(*) > 1;

CREATE TABLE suspect_rows AS
SELECT file_row_number, id, epoch_ms(occurred_at) AS ms, automated, lead_id
FROM read_parquet(getvariable('activities_file'), file_row_number = true)
WHERE hash(id) IN (SELECT key FROM suspects);

CREATE TABLE dropped AS
SELECT file_row_number
FROM (
  SELECT file_row_number, row_number() OVER (
      PARTITION BY id ORDER BY ms, automated DESC, lead_id, file_row_number
    ) AS place
  FROM suspect_rows
) WHERE place > 1;

CREATE TABLE lead_numbers AS
SELECT lead_id, (row_number() OVER (ORDER BY lead_id) - 1)::INTEGER AS lead
FROM (
  SELECT lead_id FROM read_parquet(getvariable('leads_file'))
  UNION SELECT lead_id FROM read_parquet(getvariable('activities_file'))
);

CREATE TABLE type_bits AS
SELECT DISTINCT type, (
    CASE WHEN type = 'Page Viewed' THEN 1 + 2 + 4 + 8 ELSE 0 END
  | CASE WHEN type IN ('Page Viewed', 'Product Used', 'Video Watched') THEN 16 ELSE 0 END
  | CASE WHEN type IN ('Page Viewed', 'Email Clicked', 'Product Used') THEN 32 ELSE 0 END
  | CASE WHEN type = 'Email Clicked' THEN 64 + 512 ELSE 0 END
  | CASE WHEN type = 'Email Opened' THEN 128 + 524288 ELSE 0 END
  | CASE WHEN type = 'Email Delivered' THEN 256 ELSE 0 END
  | CASE WHEN type = 'Email Unsubscribed' THEN 1024 ELSE 0 END
  | CASE WHEN type = 'Form Submitted' THEN 2048 + 4096 ELSE 0 END
  | CASE WHEN type = 'Content Downloaded' THEN 8192 ELSE 0 END
  | CASE WHEN type = 'Webinar Attended' THEN 16384 ELSE 0 END
  | CASE WHEN type = 'Demo Requested' THEN 32768 ELSE 0 END
  | CASE WHEN type = 'Chat Started' THEN 65536 ELSE 0 END
  | CASE WHEN type = 'Product Used' THEN 131072 ELSE 0 END
  | CASE WHEN type = 'Video Watched' THEN 262144 ELSE 0 END
) AS bits
FROM read_parquet(getvariable('activities_file'));

CREATE TABLE paths AS
SELECT path, (row_number() OVER ())::INTEGER AS code, ~(2 + 4 + 8)
  | CASE WHEN starts_with(path, '/pricing') THEN 2 ELSE 0 END
  | CASE WHEN starts_with(path, '/demo') THEN 4 ELSE 0 END
  | CASE WHEN starts_with(path, '/careers') THEN 8 ELSE 0 END AS bits
FROM (SELECT DISTINCT path FROM read_parquet(getvariable('activities_file')) WHERE path IS NOT NULL);

CREATE TABLE campaign_bits AS
SELECT DISTINCT campaign, ~(512 + 4096)
  | CASE WHEN campaign IN ('campaign-1', 'campaign-2', 'campaign-3', 'campaign-5', 'campaign-8') THEN 512 ELSE 0 END
  | CASE WHEN starts_with(campaign, 'campaign-1') THEN 4096 ELSE 0 END AS bits
FROM read_parquet(getvariable('activities_file')) WHERE campaign IS NOT NULL;

CREATE TABLE activities AS
SELECT lead, (ms // 86400000)::INTEGER AS day, (ms % 86400000)::INTEGER AS time_of_day, coalesce(code, 0)::INTEGER AS path,
  coalesce(round(amount * 1000), 0)::INTEGER AS amount,
  (type_bits.bits & coalesce(paths.bits, ~14) & coalesce(campaign_bits.bits, ~4608)
    & CASE WHEN automated THEN 524288 ELSE -1 END)::INTEGER AS mask
FROM (
  SELECT *, epoch_ms(occurred_at) AS ms FROM read_parquet(getvariable('activities_file'), file_row_number = true)
) AS rows
JOIN lead_numbers ON lead_numbers.lead_id = rows.lead_id
JOIN type_bits ON type_bits.type = rows.type
LEFT JOIN paths ON paths.path = rows.path
LEFT JOIN campaign_bits ON campaign_bits.campaign = rows.campaign
WHERE ms <= getvariable('until') AND NOT EXISTS (FROM dropped WHERE dropped.file_row_number = rows.file_row_number)
ORDER BY lead;

-- Fields are judged by their text, which stands for its own code; '' is a missing value.
CREATE TABLE leads AS
SELECT lead, coalesce(country, '') AS country, coalesce(industry, '') AS industry, coalesce(employees, '') AS employees,
  coalesce(technology, '') AS technology, coalesce(language, '') AS language, coalesce(seniority, '') AS seniority,
  coalesce(department, '') AS department, coalesce(job_title, '') AS job_title,
  coalesce(lead_source, '') AS lead_source, coalesce(email_kind, '') AS email_kind, annual_revenue, newsletter,
  (epoch_ms(created_at) // 86400000)::INTEGER AS created_day,
  lead_numbers.lead_id IN (
    SELECT lead_id FROM read_parquet(getvariable('outcomes_file'))
    WHERE outcome = 'won' AND epoch_ms(occurred_at) <= getvariable('until')
  ) AS is_won
FROM read_parquet(getvariable('leads_file')) AS rows JOIN lead_numbers ON lead_numbers.lead_id = rows.lead_id;

CREATE TABLE dictionary_country AS SELECT DISTINCT country AS code, nullif(country, '') AS value FROM leads;
CREATE TABLE dictionary_industry AS SELECT DISTINCT industry AS code, nullif(industry, '') AS value FROM leads;
CREATE TABLE dictionary_employees AS SELECT DISTINCT employees AS code, nullif(employees, '') AS value FROM leads;
CREATE TABLE dictionary_technology AS SELECT DISTINCT technology AS code, nullif(technology, '') AS value FROM leads;
CREATE TABLE dictionary_language AS SELECT DISTINCT language AS code, nullif(language, '') AS value FROM leads;
CREATE TABLE dictionary_seniority AS SELECT DISTINCT seniority AS code, nullif(seniority, '') AS value FROM leads;
CREATE TABLE dictionary_department AS SELECT DISTINCT department AS code, nullif(department, '') AS value FROM leads;
CREATE TABLE dictionary_job_title AS SELECT DISTINCT job_title AS code, nullif(job_title, '') AS value FROM leads;
CREATE TABLE dictionary_lead_source AS SELECT DISTINCT lead_source AS code, nullif(lead_source, '') AS value FROM leads;
CREATE TABLE dictionary_email_kind AS SELECT DISTINCT email_kind AS code, nullif(email_kind, '') AS value FROM leads;
