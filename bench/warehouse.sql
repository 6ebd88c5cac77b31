-- lead-model.yaml by hand over the tables of docs/warehouse.md, in the best form found. It may assume what the made-up
-- facts keep to: no identities, no source rankings, no corrections, no adjustments. `today`, `until` and `days` are given.

CREATE OR REPLACE TEMPORARY TABLE path_tests AS
SELECT value_id, CASE WHEN starts_with(folded, '/pricing') THEN 2 ELSE 0 END
  | CASE WHEN starts_with(folded, '/demo') THEN 4 ELSE 0 END | CASE WHEN starts_with(folded, '/careers') THEN 8 ELSE 0 END AS bits
FROM leadline_plain_values
WHERE starts_with(folded, '/pricing') OR starts_with(folded, '/demo') OR starts_with(folded, '/careers');

CREATE OR REPLACE TEMPORARY TABLE campaign_tests AS
SELECT value_id, CASE WHEN folded IN ('campaign-1', 'campaign-2', 'campaign-3', 'campaign-5', 'campaign-8') THEN 512 ELSE 0 END
  | CASE WHEN starts_with(folded, 'campaign-1') THEN 4096 ELSE 0 END AS bits
FROM leadline_plain_values
WHERE folded IN ('campaign-1', 'campaign-2', 'campaign-3', 'campaign-5', 'campaign-8') OR starts_with(folded, 'campaign-1');

CREATE OR REPLACE TEMPORARY TABLE types AS
SELECT type_id, (
    CASE WHEN activity_type = 'Page Viewed' THEN 1 + 2 + 4 + 8 ELSE 0 END
  | CASE WHEN activity_type IN ('Page Viewed', 'Product Used', 'Video Watched') THEN 16 ELSE 0 END
  | CASE WHEN activity_type IN ('Page Viewed', 'Email Clicked', 'Product Used') THEN 32 ELSE 0 END
  | CASE WHEN activity_type = 'Email Clicked' THEN 64 + 512 ELSE 0 END
  | CASE WHEN activity_type = 'Email Opened' THEN 128 + 524288 ELSE 0 END
  | CASE WHEN activity_type = 'Email Delivered' THEN 256 ELSE 0 END
  | CASE WHEN activity_type = 'Email Unsubscribed' THEN 1024 ELSE 0 END
  | CASE WHEN activity_type = 'Form Submitted' THEN 2048 + 4096 ELSE 0 END
  | CASE WHEN activity_type = 'Content Downloaded' THEN 8192 ELSE 0 END
  | CASE WHEN activity_type = 'Webinar Attended' THEN 16384 ELSE 0 END
  | CASE WHEN activity_type = 'Demo Requested' THEN 32768 ELSE 0 END
  | CASE WHEN activity_type = 'Chat Started' THEN 65536 ELSE 0 END
  | CASE WHEN activity_type = 'Product Used' THEN 131072 ELSE 0 END
  | CASE WHEN activity_type = 'Video Watched' THEN 262144 ELSE 0 END
) AS bits
FROM leadline_activity_types;

CREATE OR REPLACE TEMPORARY TABLE rows AS
SELECT lead_number AS lead, happened_at // 86400000 AS day, happened_at, property_0 AS path, property_4 AS amount,
  (t.bits & (~4622 | coalesce(p.bits, 0) | coalesce(c.bits, 0))) & CASE WHEN automated = 1 THEN 524288 ELSE -1 END AS mask
FROM leadline_activities a JOIN types t USING (type_id)
LEFT JOIN path_tests p ON p.value_id = a.property_0 LEFT JOIN campaign_tests c ON c.value_id = a.property_1
WHERE happened_at <= getvariable('until');

-- The newest value of each field; of equal ones any.
CREATE OR REPLACE TEMPORARY TABLE fields AS
WITH newest AS (
  SELECT lead_number AS lead, field, arg_max(value_id, coalesce(happened_at, 0)) AS value_id
  FROM leadline_lead_values
  WHERE field IN ('country', 'industry', 'employees', 'seniority', 'department', 'emailKind', 'leadSource', 'technology',
      'language', 'jobTitle', 'annualRevenue', 'newsletter', 'createdAt')
    AND coalesce(happened_at, 0) <= getvariable('until')
  GROUP BY lead, field
)
SELECT lead,
  max(CASE WHEN field = 'country' THEN value_id END) AS country, max(CASE WHEN field = 'industry' THEN value_id END) AS industry,
  max(CASE WHEN field = 'employees' THEN value_id END) AS employees, max(CASE WHEN field = 'seniority' THEN value_id END) AS seniority,
  max(CASE WHEN field = 'department' THEN value_id END) AS department, max(CASE WHEN field = 'emailKind' THEN value_id END) AS email_kind,
  max(CASE WHEN field = 'leadSource' THEN value_id END) AS lead_source, max(CASE WHEN field = 'technology' THEN value_id END) AS technology,
  max(CASE WHEN field = 'language' THEN value_id END) AS language, max(CASE WHEN field = 'jobTitle' THEN value_id END) AS job_title,
  max(CASE WHEN field = 'annualRevenue' THEN value_id END) AS annual_revenue,
  max(CASE WHEN field = 'newsletter' THEN value_id END) AS newsletter, max(CASE WHEN field = 'createdAt' THEN value_id END) AS created_at
FROM newest GROUP BY lead;

CREATE OR REPLACE TEMPORARY TABLE scores AS
WITH sums AS (
  SELECT lead,
    sum(CASE WHEN mask & 2 <> 0 THEN h14_120 ELSE 0 END)::BIGINT AS pricing,
    sum(CASE WHEN mask & 4 <> 0 THEN l60 ELSE 0 END)::BIGINT AS demo_pages,
    sum(CASE WHEN mask & 1 <> 0 THEN w30 ELSE 0 END)::BIGINT AS recent_pages,
    sum(CASE WHEN mask & 1 <> 0 THEN w30_60 ELSE 0 END)::BIGINT AS earlier_pages,
    sum(CASE WHEN mask & 8 <> 0 THEN h30 ELSE 0 END)::BIGINT AS careers,
    max(CASE WHEN mask & 32 <> 0 THEN day END) AS last_seen,
    sum(CASE WHEN mask & 128 <> 0 THEN w180 ELSE 0 END)::BIGINT AS opens,
    sum(CASE WHEN mask & 256 <> 0 THEN w180 ELSE 0 END)::BIGINT AS deliveries,
    sum(CASE WHEN mask & 512 <> 0 THEN l90 ELSE 0 END)::BIGINT AS campaign_clicks,
    sum(CASE WHEN mask & 1024 <> 0 THEN 1 ELSE 0 END)::BIGINT AS unsubscribed,
    sum(CASE WHEN mask & 2048 <> 0 THEN h30 ELSE 0 END)::BIGINT AS forms,
    sum(CASE WHEN mask & 4096 <> 0 THEN w180 ELSE 0 END)::BIGINT AS campaign_forms,
    sum(CASE WHEN mask & 8192 <> 0 THEN steps ELSE 0 END)::BIGINT AS downloads,
    sum(CASE WHEN mask & 16384 <> 0 THEN h60_365 ELSE 0 END)::BIGINT AS webinars,
    sum(CASE WHEN mask & 32768 <> 0 THEN h45 ELSE 0 END)::BIGINT AS demos,
    sum(CASE WHEN mask & 65536 <> 0 THEN w30 ELSE 0 END)::BIGINT AS chats,
    sum(CASE WHEN mask & 524288 <> 0 THEN w30 ELSE 0 END)::BIGINT AS any_opens,
    min(happened_at) AS first_at
  FROM rows JOIN days USING (day)
  GROUP BY lead
),
amounts AS (
  SELECT lead,
    sum(CASE WHEN mask & 131072 <> 0 THEN lo * h30_180 // 1000000 END)::BIGINT AS usage,
    sum(CASE WHEN mask & 262144 <> 0 THEN lo * w180 END)::BIGINT AS videos
  FROM rows JOIN days USING (day) JOIN leadline_plain_values v ON v.value_id = amount
  WHERE mask & (131072 + 262144) <> 0 GROUP BY lead
),
readers AS (
  SELECT lead, count(DISTINCT text_id) AS paths FROM rows JOIN leadline_plain_values v ON v.value_id = path
  WHERE mask & 1 <> 0 AND day > getvariable('today') - 90 GROUP BY lead
),
active AS (
  SELECT lead, count(DISTINCT day) AS days FROM rows
  WHERE mask & 16 <> 0 AND day > getvariable('today') - 60 GROUP BY lead
),
clicks AS (
  SELECT lead, sum(l180)::BIGINT AS every_third
  FROM (
    SELECT lead, day, row_number() OVER (PARTITION BY lead ORDER BY day DESC) AS place
    FROM rows WHERE mask & 64 <> 0 AND day > getvariable('today') - 180
  ) JOIN days USING (day)
  WHERE place % 3 = 0 GROUP BY lead
),
daily_opens AS (
  SELECT lead, sum(least(times, 3) * h21_90)::BIGINT AS weighted
  FROM (
    SELECT lead, day, count(*) AS times FROM rows
    WHERE mask & 128 <> 0 AND day > getvariable('today') - 90 GROUP BY lead, day
  ) JOIN days USING (day)
  GROUP BY lead
),
asked AS (
  SELECT lead, count(*) AS times
  FROM (
    SELECT lead, day, mask, max(CASE WHEN mask & 8192 <> 0 THEN day END) OVER (
        PARTITION BY lead ORDER BY happened_at RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS downloaded
    FROM rows WHERE mask & (8192 + 2048) <> 0 AND day > getvariable('today') - 365 - 14
  )
  WHERE mask & 2048 <> 0 AND day > getvariable('today') - 365 AND day - downloaded <= 14
  GROUP BY lead
),
-- Every value of a field is judged once.
countries AS (
  SELECT value_id, folded AS country,
    CASE folded WHEN 'be' THEN 5000 WHEN 'nl' THEN 4000 WHEN 'lu' THEN 3000 WHEN 'se' THEN 2000 WHEN 'de' THEN 1000 ELSE -2000 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT country FROM fields)
),
industries AS (
  SELECT value_id, CASE WHEN folded IN ('software', 'media', 'banking', 'insurance') THEN 4000 ELSE -1000 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT industry FROM fields)
),
sizes AS (
  SELECT value_id, CASE WHEN hi < 10000 THEN 1000 WHEN hi < 50000 THEN 3000 WHEN hi < 500000 THEN 6000 WHEN lo >= 500000 THEN 4000 ELSE -1000 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT employees FROM fields)
),
technologies AS (
  SELECT value_id, CASE folded WHEN 'salesforce' THEN 4000 WHEN 'hubspot' THEN 3000 WHEN 'dynamics' THEN 2000 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT technology FROM fields)
),
languages AS (
  SELECT value_id, CASE WHEN folded = 'nl' THEN 1000 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT language FROM fields)
),
seniorities AS (
  SELECT value_id, folded AS seniority, CASE folded WHEN 'c-level' THEN 6000 WHEN 'vp' THEN 5000 WHEN 'director' THEN 4000
    WHEN 'manager' THEN 2000 WHEN 'intern' THEN -4000 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT seniority FROM fields)
),
departments AS (
  SELECT value_id, CASE WHEN folded IN ('marketing', 'sales') THEN 3000 ELSE 0 END AS points,
    CASE WHEN folded = 'marketing' THEN 4000 ELSE 0 END AS marketing, CASE WHEN folded = 'it' THEN 3000 ELSE 0 END AS it
  FROM leadline_plain_values WHERE value_id IN (SELECT department FROM fields)
),
titles AS (
  SELECT value_id, CASE WHEN contains(folded, 'director') THEN 2000 ELSE 0 END
      + CASE WHEN regexp_matches(folded, '^(head|lead|manager)') THEN 1500 ELSE 0 END AS points,
    CASE WHEN contains(folded, 'marketing') THEN 3000 ELSE 0 END AS marketing
  FROM leadline_plain_values WHERE value_id IN (SELECT job_title FROM fields)
),
sources AS (
  SELECT value_id, CASE folded WHEN 'referral' THEN 4000 WHEN 'partner' THEN 3000
    WHEN 'webinar' THEN 2000 WHEN 'cold list' THEN -3000 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT lead_source FROM fields)
),
addresses AS (
  SELECT value_id, CASE folded WHEN 'free' THEN -3000 WHEN 'disposable' THEN -10000 WHEN 'invalid' THEN -15000
    WHEN 'role' THEN -1000 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT email_kind FROM fields)
),
revenues AS (
  SELECT value_id, CASE WHEN lo >= 20000000000 THEN 2250 WHEN lo >= 1000000000 THEN 4000 WHEN lo >= 100000000 THEN 1500 ELSE 0 END AS points
  FROM leadline_plain_values WHERE value_id IN (SELECT annual_revenue FROM fields)
),
newsletters AS (
  SELECT value_id, 1000 * is_true AS points FROM leadline_plain_values WHERE value_id IN (SELECT newsletter FROM fields)
),
creations AS (
  SELECT value_id, moment // 86400000 AS created_day FROM leadline_plain_values WHERE value_id IN (SELECT created_at FROM fields)
),
known_leads AS (
  SELECT lead FROM fields UNION SELECT lead FROM sums
),
fit_groups AS (
  SELECT k.lead,
    least(18000, coalesce(sizes.points, -1000) + coalesce(countries.points, 0) + coalesce(industries.points, 0)
      + coalesce(technologies.points, 1000) + coalesce(languages.points, 0) + coalesce(revenues.points, 0)) AS company,
    greatest(-5000, least(12000, coalesce(seniorities.points, 0) + coalesce(departments.points, 0) + coalesce(titles.points, 0)
      + CASE WHEN countries.country = 'be' AND seniorities.seniority IN ('c-level', 'vp') THEN 3000
          WHEN (countries.country = 'be' AND seniorities.seniority IN ('c-level', 'vp')) IS NULL THEN 500 ELSE 0 END)) AS person,
    coalesce(sources.points, 0) + coalesce(newsletters.points, 0) AS origin,
    least(6000, coalesce(departments.marketing, 0) + coalesce(titles.marketing, 0)) AS marketing_lead,
    coalesce(departments.it, 0) AS it_lead,
    coalesce(addresses.points, 0) AS address,
    countries.country IN ('us', 'gb') AS disqualified,
    1000 * ((fields.country IS NOT NULL)::INTEGER + (industry IS NOT NULL)::INTEGER + (employees IS NOT NULL)::INTEGER + (technology IS NOT NULL)::INTEGER
      + (language IS NOT NULL)::INTEGER + (fields.seniority IS NOT NULL)::INTEGER + (department IS NOT NULL)::INTEGER + (job_title IS NOT NULL)::INTEGER
      + (lead_source IS NOT NULL)::INTEGER + (annual_revenue IS NOT NULL)::INTEGER + (newsletter IS NOT NULL)::INTEGER) // 11 AS coverage,
    created_day
  FROM known_leads k LEFT JOIN fields ON fields.lead = k.lead
  LEFT JOIN countries ON countries.value_id = fields.country LEFT JOIN industries ON industries.value_id = fields.industry
  LEFT JOIN sizes ON sizes.value_id = fields.employees LEFT JOIN technologies ON technologies.value_id = fields.technology
  LEFT JOIN languages ON languages.value_id = fields.language LEFT JOIN seniorities ON seniorities.value_id = fields.seniority
  LEFT JOIN departments ON departments.value_id = fields.department LEFT JOIN titles ON titles.value_id = fields.job_title
  LEFT JOIN sources ON sources.value_id = fields.lead_source LEFT JOIN addresses ON addresses.value_id = fields.email_kind
  LEFT JOIN revenues ON revenues.value_id = fields.annual_revenue LEFT JOIN newsletters ON newsletters.value_id = fields.newsletter
  LEFT JOIN creations ON creations.value_id = fields.created_at
),
groups AS (
  SELECT fit_groups.*,
    greatest(-10000, least(40000,
      least(16000, 4000 * coalesce(pricing, 0) // 1000000)
      + 2500 * coalesce(demo_pages, 0) // 1000000
      + CASE WHEN recent_pages >= 10 THEN 6000 WHEN recent_pages >= 4 THEN 3000 WHEN recent_pages >= 1 THEN 1000 ELSE 0 END
      + CASE WHEN paths >= 12 THEN 5000 WHEN paths >= 5 THEN 3000 WHEN paths >= 2 THEN 1000 ELSE 0 END
      + 750 * coalesce(days, 0)
      + greatest(-6000, -(2000 * coalesce(careers, 0) // 1000000))
      + CASE WHEN recent_pages - earlier_pages >= 6 THEN 4000 WHEN recent_pages - earlier_pages >= 2 THEN 2000 ELSE 0 END
      + CASE WHEN last_seen IS NULL
          THEN CASE WHEN getvariable('today') - coalesce(created_day, first_at // 86400000) >= 30 THEN -4000 ELSE 0 END
          WHEN getvariable('today') - last_seen >= 120 THEN -5000
          WHEN getvariable('today') - last_seen >= 45 THEN -2000 ELSE 0 END)) AS website,
    greatest(-8000, least(20000,
      3000 * coalesce(every_third, 0) // 1000000
      + 500 * coalesce(weighted, 0) // 1000000
      + CASE WHEN coalesce(deliveries, 0) < 3 THEN 0 WHEN least(opens, deliveries) * 100 >= 50 * deliveries THEN 3000
          WHEN least(opens, deliveries) * 100 >= 20 * deliveries THEN 1000 ELSE 0 END
      + 2000 * coalesce(campaign_clicks, 0) // 1000000
      + greatest(-10000, -5000 * coalesce(unsubscribed, 0)))) AS mail,
    least(30000,
      5000 * coalesce(forms, 0) // 1000000
      + 1000 * coalesce(campaign_forms, 0)
      + 3000 * coalesce(downloads, 0) // 1000000
      + least(12000, 6000 * coalesce(webinars, 0) // 1000000)
      + least(8000, 4000 * coalesce(times, 0))
      + 15000 * coalesce(demos, 0) // 1000000) AS content,
    least(25000,
      3000 * coalesce(chats, 0)
      + 2 * coalesce(usage, 0) // 1000
      + CASE WHEN videos >= 3000000 THEN 4000 WHEN videos >= 500000 THEN 2000 ELSE 0 END) AS product,
    CASE WHEN any_opens >= 20 THEN -4000 ELSE 0 END AS machines
  FROM fit_groups
  LEFT JOIN sums USING (lead) LEFT JOIN amounts USING (lead) LEFT JOIN readers USING (lead) LEFT JOIN active USING (lead)
  LEFT JOIN clicks USING (lead) LEFT JOIN daily_opens USING (lead) LEFT JOIN asked USING (lead)
),
dimensions AS (
  SELECT lead, coverage, disqualified,
    greatest(-20000, least(40000, company + person + origin + greatest(marketing_lead, it_lead))) AS fit,
    greatest(0, least(90000, website + mail + content + product)) AS engagement,
    greatest(-15000, least(0, address + machines)) AS risk,
    CASE WHEN marketing_lead >= it_lead THEN 'marketing-lead' ELSE 'it-lead' END AS persona
  FROM groups
),
totals AS (
  SELECT *, greatest(-30000, least(120000, fit + engagement + risk)) AS total FROM dimensions
)
SELECT lead_id AS unit_id, total, fit AS dimension_fit, engagement AS dimension_engagement, risk AS dimension_risk,
  CASE WHEN coverage < 300 THEN '?' WHEN fit >= 22000 THEN 'A' WHEN fit >= 14000 THEN 'B' WHEN fit >= 6000 THEN 'C' ELSE 'D' END
    || CASE WHEN engagement >= 30000 THEN '1' WHEN engagement >= 15000 THEN '2' WHEN engagement >= 5000 THEN '3' ELSE '4' END AS grade,
  persona, CASE WHEN total >= 45000 THEN 'hot' WHEN total >= 20000 THEN 'warm' ELSE 'cold' END AS temperature,
  NULL::VARCHAR AS journey, CASE WHEN disqualified THEN 'Outside our markets' END AS disqualified, coverage
FROM totals JOIN leadline_leads l ON l.lead_number = totals.lead
WHERE NOT EXISTS (
  SELECT 1 FROM leadline_outcomes o
  WHERE o.lead_number = totals.lead AND o.outcome = 'won' AND o.happened_at <= getvariable('until')
);
