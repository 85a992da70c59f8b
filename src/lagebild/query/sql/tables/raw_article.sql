select article_id, reading.article.given_id as given_id, reading.article.title as title, reading.article.text as text,
    coalesce(list_filter(reading.article.zones, lambda z: z.kind in ('lead', 'body'))[1].begin, 0) as begins,
    reading.article.outlet as outlet, reading.article.url as url, reading.article.language as language,
    reading.article.publication as published,
    first_ones(list_transform(list_filter(reading.article.credits, lambda c: c.role = 'agency'), lambda c: c.name)) as agencies,
    reading.article.machine_translated as machine_translated, length(reading.article.text) as characters,
    len(reading.claims) as claims, len(reading.statements) as statements, len(reading.figures) as figures, len(reading.ties) as ties
from readings
