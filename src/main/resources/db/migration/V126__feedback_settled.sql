-- How many were asked in these days, without reading whoever was ever asked.
create index survey_settled on survey (settled_at) where state = 'SENT';
