-- lead-model.yaml as SQL by hand, in the best form found: one row per day with a whole weight per decay and window, one
-- pass that adds weights by signal bits over rows in lead order, small passes of their own for what needs single rows,
-- and fields judged once per dictionary value. Points are millipoints. `today` and the table `days` are given.

CREATE OR REPLACE TABLE scores AS
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
    sum(CASE WHEN mask & 131072 <> 0 THEN amount::BIGINT * h30_180 // 1000000 ELSE 0 END)::BIGINT AS usage,
    sum(CASE WHEN mask & 262144 <> 0 THEN amount::BIGINT * w180 ELSE 0 END)::BIGINT AS videos,
    sum(CASE WHEN mask & 524288 <> 0 THEN w30 ELSE 0 END)::BIGINT AS any_opens
  FROM activities JOIN days USING (day)
  GROUP BY lead
),
readers AS (
  SELECT lead, count(DISTINCT path) AS paths FROM activities
  WHERE mask & 1 <> 0 AND path <> 0 AND day > getvariable('today') - 90 GROUP BY lead
),
active AS (
  SELECT lead, count(DISTINCT day) AS days FROM activities
  WHERE mask & 16 <> 0 AND day > getvariable('today') - 60 GROUP BY lead
),
clicks AS (
  SELECT lead, sum(l180)::BIGINT AS every_third
  FROM (
    SELECT lead, day, row_number() OVER (PARTITION BY lead ORDER BY day DESC) AS place
    FROM activities WHERE mask & 64 <> 0 AND day > getvariable('today') - 180
  ) JOIN days USING (day)
  WHERE place % 3 = 0 GROUP BY lead
),
daily_opens AS (
  SELECT lead, sum(least(times, 3) * h21_90)::BIGINT AS weighted
  FROM (
    SELECT lead, day, count(*) AS times FROM activities
    WHERE mask & 128 <> 0 AND day > getvariable('today') - 90 GROUP BY lead, day
  ) JOIN days USING (day)
  GROUP BY lead
),
asked AS (
  SELECT lead, count(*) AS times
  FROM (
    SELECT lead, day, mask, max(CASE WHEN mask & 8192 <> 0 THEN day END) OVER (
        PARTITION BY lead ORDER BY day * 86400000::BIGINT + time_of_day
        RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS downloaded
    FROM activities WHERE mask & (8192 + 2048) <> 0 AND day > getvariable('today') - 365 - 14
  )
  WHERE mask & 2048 <> 0 AND day > getvariable('today') - 365 AND day - downloaded <= 14
  GROUP BY lead
),
-- Every value of a field is judged once.
countries AS (
  SELECT code, value AS country,
    CASE value WHEN 'BE' THEN 5000 WHEN 'NL' THEN 4000 WHEN 'LU' THEN 3000 WHEN 'SE' THEN 2000 WHEN 'DE' THEN 1000
      ELSE CASE WHEN value IS NULL THEN 0 ELSE -2000 END END AS points
  FROM dictionary_country
),
industries AS (
  SELECT code, value IS NOT NULL AS known, CASE WHEN value IN ('Software', 'Media', 'Banking', 'Insurance') THEN 4000
    WHEN value IS NULL THEN 0 ELSE -1000 END AS points
  FROM dictionary_industry
),
sizes AS (
  SELECT code, value IS NOT NULL AS known, CASE WHEN value = '1-9' THEN 1000 WHEN value IN ('10-49', '12') THEN 3000
    WHEN value IN ('50-199', '200-499', '75', '250') THEN 6000
    WHEN value IN ('500-999', '1000+', '4200') THEN 4000 WHEN value IS NULL THEN -1000 ELSE 0 END AS points
  FROM dictionary_employees
),
technologies AS (
  SELECT code, value IS NOT NULL AS known, CASE value WHEN 'Salesforce' THEN 4000 WHEN 'HubSpot' THEN 3000
    WHEN 'Dynamics' THEN 2000 ELSE CASE WHEN value IS NULL THEN 1000 ELSE 0 END END AS points
  FROM dictionary_technology
),
languages AS (
  SELECT code, value IS NOT NULL AS known, CASE WHEN value = 'nl' THEN 1000 ELSE 0 END AS points FROM dictionary_language
),
seniorities AS (
  SELECT code, value AS seniority, CASE value WHEN 'C-level' THEN 6000 WHEN 'VP' THEN 5000 WHEN 'Director' THEN 4000
    WHEN 'Manager' THEN 2000 WHEN 'Intern' THEN -4000 ELSE 0 END AS points
  FROM dictionary_seniority
),
departments AS (
  SELECT code, value IS NOT NULL AS known, CASE WHEN value IN ('Marketing', 'Sales') THEN 3000 ELSE 0 END AS points,
    CASE WHEN value = 'Marketing' THEN 4000 ELSE 0 END AS marketing, CASE WHEN value = 'IT' THEN 3000 ELSE 0 END AS it
  FROM dictionary_department
),
titles AS (
  SELECT code, value IS NOT NULL AS known, CASE WHEN contains(lower(value), 'director') THEN 2000 ELSE 0 END
      + CASE WHEN regexp_matches(lower(value), '^(head|lead|manager)') THEN 1500 ELSE 0 END AS points,
    CASE WHEN contains(lower(value), 'marketing') THEN 3000 ELSE 0 END AS marketing
  FROM dictionary_job_title
),
sources AS (
  SELECT code, value IS NOT NULL AS known, CASE value WHEN 'Referral' THEN 4000 WHEN 'Partner' THEN 3000
    WHEN 'Webinar' THEN 2000 WHEN 'Cold list' THEN -3000 ELSE 0 END AS points
  FROM dictionary_lead_source
),
addresses AS (
  SELECT code, CASE value WHEN 'free' THEN -3000 WHEN 'disposable' THEN -10000 WHEN 'invalid' THEN -15000
    WHEN 'role' THEN -1000 ELSE 0 END AS points
  FROM dictionary_email_kind
),
fit_groups AS (
  SELECT lead,
    least(18000, sizes.points + countries.points + industries.points + technologies.points + languages.points
      + CASE WHEN annual_revenue >= 20000000 THEN 2250 WHEN annual_revenue >= 1000000 THEN 4000
          WHEN annual_revenue >= 100000 THEN 1500 ELSE 0 END) AS company,
    greatest(-5000, least(12000, seniorities.points + departments.points + titles.points
      + CASE WHEN countries.country = 'BE' AND seniorities.seniority IN ('C-level', 'VP') THEN 3000
          WHEN (countries.country = 'BE' AND seniorities.seniority IN ('C-level', 'VP')) IS NULL THEN 500 ELSE 0 END)) AS person,
    sources.points + CASE WHEN newsletter THEN 1000 ELSE 0 END AS origin,
    least(6000, departments.marketing + titles.marketing) AS marketing_lead,
    departments.it AS it_lead,
    addresses.points AS address,
    countries.country IN ('US', 'GB') AS disqualified,
    1000 * ((countries.country IS NOT NULL)::INTEGER + industries.known::INTEGER + sizes.known::INTEGER + technologies.known::INTEGER
      + languages.known::INTEGER + (seniorities.seniority IS NOT NULL)::INTEGER + departments.known::INTEGER + titles.known::INTEGER
      + sources.known::INTEGER + (annual_revenue IS NOT NULL)::INTEGER + (newsletter IS NOT NULL)::INTEGER) // 11 AS coverage,
    created_day, is_won
  FROM leads
  JOIN countries ON countries.code = leads.country JOIN industries ON industries.code = leads.industry
  JOIN sizes ON sizes.code = leads.employees JOIN technologies ON technologies.code = leads.technology
  JOIN languages ON languages.code = leads.language JOIN seniorities ON seniorities.code = leads.seniority
  JOIN departments ON departments.code = leads.department JOIN titles ON titles.code = leads.job_title
  JOIN sources ON sources.code = leads.lead_source JOIN addresses ON addresses.code = leads.email_kind
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
      + CASE WHEN last_seen IS NULL THEN CASE WHEN getvariable('today') - created_day >= 30 THEN -4000 ELSE 0 END
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
  LEFT JOIN sums USING (lead) LEFT JOIN readers USING (lead) LEFT JOIN active USING (lead)
  LEFT JOIN clicks USING (lead) LEFT JOIN daily_opens USING (lead) LEFT JOIN asked USING (lead)
),
dimensions AS (
  SELECT lead, coverage, is_won, disqualified,
    greatest(-20000, least(40000, company + person + origin + greatest(marketing_lead, it_lead))) AS fit,
    greatest(0, least(90000, website + mail + content + product)) AS engagement,
    greatest(-15000, least(0, address + machines)) AS risk,
    CASE WHEN marketing_lead >= it_lead THEN 0 ELSE 1 END AS persona
  FROM groups
),
totals AS (
  SELECT *, greatest(-30000, least(120000, fit + engagement + risk)) AS total FROM dimensions
)
SELECT lead, total, fit, engagement, risk, coverage, persona, disqualified,
  4 * CASE WHEN coverage < 300 THEN 4 WHEN fit >= 22000 THEN 0 WHEN fit >= 14000 THEN 1 WHEN fit >= 6000 THEN 2 ELSE 3 END
    + CASE WHEN engagement >= 30000 THEN 0 WHEN engagement >= 15000 THEN 1 WHEN engagement >= 5000 THEN 2 ELSE 3 END AS grade,
  CASE WHEN total >= 45000 THEN 0 WHEN total >= 20000 THEN 1 ELSE 2 END AS temperature
FROM totals WHERE NOT is_won;
