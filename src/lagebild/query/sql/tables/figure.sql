with cited as (select id as article_id, outlet, title, url, published_first, published_last from article),
placed as (select *, coalesce(s.begin, 0) as sentence_begin, coalesce(s."end", 0) as sentence_end from raw_figure)
select k.f.id as id, k.article_id, a.outlet, a.title, a.url, a.published_first, a.published_last,
    k.f.span.text as text, k.f.span.begin as begin, k.f.span."end" as "end", k.f.value as value, k.f.value_end as value_end,
    k.f.unit as unit, k.f.comparator as comparator, k.f.measures as measures,
    list_transform(k.f.subjects, lambda p: {'actor_id': p.actor_id, 'name': p.name, 'country': p.country, 'sector': p.sector})
        as "of",
    k.f.period.start as first_day, k.f.period."end" as last_day, k.f.source.name as source, k.f.sentence as sentence_number,
    substr(k.text, k.sentence_begin + 1, k.sentence_end - k.sentence_begin) as sentence, k.sentence_begin, k.sentence_end,
    k.f.rule as rule
from placed k left join cited a using (article_id)
