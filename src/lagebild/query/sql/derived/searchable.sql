-- What a search looks through, in lower case: sentences and titles, quotations with their speakers, sentences of events with the parties.
select 'article' as kind, a.id, a.id as article_id, a.published_first as day, null::varchar as type, s.text, s.begin, s."end",
    s.number as place, case when s.number = -1 then 3.0 else 1.0 end as score, lower(s.text) as folded
from sentence s join article a on a.id = s.article_id
union all
select 'statement', id, article_id, coalesce(first_day, published_first), type, quote, begin, "end", begin, 2.0,
    lower(quote || ' ' || array_to_string(list_transform(speakers, lambda p: p.name), ' '))
from statement
union all
select 'event', e.id, c.article_id, e.first_day, e.type, c.sentence, c.sentence_begin, c.sentence_end, c.begin,
    2.0 + 0.1 * least(e.sources, 9),
    lower(c.sentence || ' ' || array_to_string(list_transform(list_concat(e.actors, e.recipients), lambda p: p.name), ' '))
from claim c join event e on e.id = c.event_id
