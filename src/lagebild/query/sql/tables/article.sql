-- The label of an article without a title is the beginning of its running text (`Article.label`).
select r.article_id as id, r.given_id,
    coalesce(r.title, split_part(substr(r.text, r.begins + 1, 80), chr(10), 1) || ' …') as title,
    r.outlet, r.url, r.language,
    case when p.article_id is null then r.published.start else p.start end as published_first,
    case when p.article_id is null then r.published."end" else p."end" end as published_last,
    case when p.article_id is null then r.published.basis else p.basis end as published_basis,
    coalesce(p.origin, r.article_id) as origin, p.copy_of, p.story_id,
    r.agencies, r.machine_translated, r.characters, r.claims, r.statements, r.figures, r.ties
from raw_article r left join picture_articles p using (article_id)
order by r.article_id
