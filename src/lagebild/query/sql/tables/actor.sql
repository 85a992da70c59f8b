with told as (select key as id, count(distinct id) as events from event_key group by key),
said as (select key as id, count(distinct id) as statements from statement_key where role = 'speaker' group by key)
select t.id, t.name, t.kind, t.country, t.sector, t.known, t.names, t.mentions, t.articles, coalesce(o.events, 0) as events,
    coalesce(s.statements, 0) as statements
from actor_total t left join told o using (id) left join said s using (id)
order by t.id
