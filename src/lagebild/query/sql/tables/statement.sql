with cited as (select id as article_id, outlet, title, url, published_first, published_last from article),
placed as (
    select *, coalesce(s.begin, 0) as sentence_begin, greatest(coalesce(s."end", 0), coalesce(last."end", 0)) as sentence_end
    from raw_statement
)
select k.t.id as id, k.article_id, a.outlet, a.title, a.url, a.published_first, a.published_last, k.t.type as type,
    array_to_string(list_transform(k.t.quote, lambda q: q.text), ' … ') as quote,
    coalesce(list_min(list_transform(k.t.quote, lambda q: q.begin)), 0) as begin,
    coalesce(list_max(list_transform(k.t.quote, lambda q: q."end")), 0) as "end",
    list_transform(k.t.direct_parts, lambda q: q.text) as direct,
    list_transform(k.t.speaker, lambda p: {'actor_id': p.actor_id, 'name': p.name, 'country': p.country, 'sector': p.sector})
        as speakers,
    k.t.speaker_span.text as speaker_text,
    case when k.t.addressee is not null then {'actor_id': k.t.addressee.actor_id, 'name': k.t.addressee.name,
        'country': k.t.addressee.country, 'sector': k.t.addressee.sector} end as addressee,
    k.t.cue.text as cue, k.t.medium.name as medium, k.t.via.name as via, k.about,
    k.t.spoken_on.start as first_day, k.t.spoken_on."end" as last_day, k.t.sentence as sentence_number,
    substr(k.text, k.sentence_begin + 1, k.sentence_end - k.sentence_begin) as sentence, k.sentence_begin, k.sentence_end,
    k.t.nested_in as nested_in, k.t.rule as rule, k.t.confidence as confidence
from placed k left join cited a using (article_id)
