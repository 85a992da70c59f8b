with place as (
    select id, e[1] as article_id, e[2] as tie_id, number
    from (select id, unnest(evidence) as e, generate_subscripts(evidence, 1) as number from picture_ties)
),
cited as (
    select p.id, list({'id': r.tie_id, 'article_id': a.id, 'outlet': a.outlet, 'title': a.title, 'url': a.url,
        'published_first': a.published_first, 'published_last': a.published_last, 'begin': r.begin, 'end': r."end", 'text': r.text}
        order by p.number) as evidence
    from place p join raw_tie r using (article_id, tie_id) join article a on a.id = p.article_id
    group by p.id
)
select t.id, t.kind, t.parties, t.levels, t.status, t.since, t.until, len(t.origins) as sources,
    first_ones(list_transform(t.evidence, lambda e: e[1])) as articles, coalesce(c.evidence, []) as evidence, t.history,
    t.intervals, t.differences
from picture_ties t left join cited c using (id)
