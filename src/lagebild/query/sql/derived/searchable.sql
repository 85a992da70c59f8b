-- What a search looks through, in lower case: sentences and titles, quotations with their speakers, sentences of events with the
-- parties. Sorted so that of all places of a hit the best comes first; `place`: row of the sentence, statement or claim.
with everything as (
    select 'article' as kind, s.article_id as id, s.article_id, a.outlet, a.published_first as day, a.published_first as told,
        null::varchar as type, s.rowid as place, (case when s.number = -1 then 3 else 1 end)::double as score, lower(s.text) as folded
    from sentence s join article_list a on a.id = s.article_id
    union all
    select 'statement', s.id, s.article_id, s.outlet, coalesce(s.first_day, s.published_first), s.published_first, s.type, s.rowid, 2,
        lower(s.quote || ' ' || array_to_string(list_transform(s.speakers, lambda p: p.name), ' '))
    from statement s
    union all
    select 'event', e.id, c.article_id, c.outlet, e.first_day, c.published_first, e.type, c.rowid, (2 + 0.1 * least(e.sources, 9))::double,
        lower(c.sentence || ' ' || array_to_string(list_transform(list_concat(e.actors, e.recipients), lambda p: p.name), ' '))
    from claim c join event e on e.id = c.event_id
)
select row_number() over () - 1 as row, * from (
    select dense_rank() over (order by kind, id) as hit, * from everything
    order by kind, id, score desc, told nulls last, article_id, place)
