-- The best case for SQL: everything a scoring query needs, encoded, in memory, sorted by lead and time. Nothing here is
-- timed. `raw_activities`, `raw_leads` and the `dictionary_` tables hold the kernel's own columns, code by code.

-- One bit per signal. A bit of a property is also set where the signal does not read that property.
CREATE OR REPLACE TABLE type_bits AS
SELECT code, (
    CASE WHEN value = 'Page Viewed' THEN 1 + 2 + 4 + 8 ELSE 0 END
  | CASE WHEN value IN ('Page Viewed', 'Product Used', 'Video Watched') THEN 16 ELSE 0 END
  | CASE WHEN value IN ('Page Viewed', 'Email Clicked', 'Product Used') THEN 32 ELSE 0 END
  | CASE WHEN value = 'Email Clicked' THEN 64 + 512 ELSE 0 END
  | CASE WHEN value = 'Email Opened' THEN 128 + 524288 ELSE 0 END
  | CASE WHEN value = 'Email Delivered' THEN 256 ELSE 0 END
  | CASE WHEN value = 'Email Unsubscribed' THEN 1024 ELSE 0 END
  | CASE WHEN value = 'Form Submitted' THEN 2048 + 4096 ELSE 0 END
  | CASE WHEN value = 'Content Downloaded' THEN 8192 ELSE 0 END
  | CASE WHEN value = 'Webinar Attended' THEN 16384 ELSE 0 END
  | CASE WHEN value = 'Demo Requested' THEN 32768 ELSE 0 END
  | CASE WHEN value = 'Chat Started' THEN 65536 ELSE 0 END
  | CASE WHEN value = 'Product Used' THEN 131072 ELSE 0 END
  | CASE WHEN value = 'Video Watched' THEN 262144 ELSE 0 END
) & CASE WHEN automated THEN 524288 ELSE -1 END AS bits
FROM dictionary_type;

CREATE OR REPLACE TABLE path_bits AS
SELECT code, ~(2 + 4 + 8)
  | CASE WHEN starts_with(value, '/pricing') THEN 2 ELSE 0 END
  | CASE WHEN starts_with(value, '/demo') THEN 4 ELSE 0 END
  | CASE WHEN starts_with(value, '/careers') THEN 8 ELSE 0 END AS bits
FROM dictionary_path;

CREATE OR REPLACE TABLE campaign_bits AS
SELECT code, ~(512 + 4096)
  | CASE WHEN value IN ('campaign-1', 'campaign-2', 'campaign-3', 'campaign-5', 'campaign-8') THEN 512 ELSE 0 END
  | CASE WHEN starts_with(value, 'campaign-1') THEN 4096 ELSE 0 END AS bits
FROM dictionary_campaign;

CREATE OR REPLACE TABLE activities AS
SELECT lead, day, time_of_day, path, amount, (type_bits.bits & path_bits.bits & campaign_bits.bits)::INTEGER AS mask
FROM raw_activities
JOIN type_bits ON type_bits.code = raw_activities.type
JOIN path_bits ON path_bits.code = raw_activities.path
JOIN campaign_bits ON campaign_bits.code = raw_activities.campaign
ORDER BY lead, day, time_of_day;

CREATE OR REPLACE TABLE leads AS SELECT * FROM raw_leads ORDER BY lead;
