with cited as (select id as article_id, outlet, title, url, published_first, published_last from article),
ref as (select event_id, r from (select id as event_id, unnest(claims) as r from picture_events)),
dated as (
    select k.*, ref.event_id, ref.r, coalesce(ref.r.date, k.c.date) as d
    from raw_claim k left join ref on ref.r.article_id = k.article_id and ref.r.claim_id = k.c.id
)
select k.c.id as id, k.event_id, k.article_id, a.outlet, a.title, a.url, a.published_first, a.published_last,
    k.c.sentence as sentence_number, coalesce(k.sentence, '') as sentence,
    coalesce(k.s.begin, 0) as sentence_begin, coalesce(k.s."end", 0) as sentence_end,
    k.c."trigger".text as "trigger", k.c."trigger".begin as begin, k.c."trigger"."end" as "end",
    k.c.type as type, k.c.mode as mode, coalesce(k.r.status, k.c.status) as status,
    k.d.start as first_day, k.d."end" as last_day, k.d.basis as date_basis, k.d.text as date_text,
    k.d.text_begin as date_text_begin, k.d.text_end as date_text_end, k.d.why as date_why,
    list_transform(k.c.actors, lambda p: {'actor_id': p.actor_id, 'name': p.name, 'country': p.country, 'sector': p.sector,
        'text': p.text, 'begin': p.begin, 'end': p."end", 'implicit': p.implicit}) as actors,
    list_transform(k.c.recipients, lambda p: {'actor_id': p.actor_id, 'name': p.name, 'country': p.country, 'sector': p.sector,
        'text': p.text, 'begin': p.begin, 'end': p."end", 'implicit': p.implicit}) as recipients,
    k.c.location.text as place, k.c.location.country as place_country,
    k.c.reported_by.name as reported_by, k.c.reported_by.actor_id as reported_by_id, k.c.statement as statement_id,
    coalesce(k.r.echo, false) as echo, k.c.rule as rule, k.c.confidence as confidence, k.r.score as score,
    k.c.why as why, coalesce(k.r.why, []) as merge_why
from (select *, substr(text, s.begin + 1, s."end" - s.begin) as sentence from dated) k
left join cited a using (article_id)
