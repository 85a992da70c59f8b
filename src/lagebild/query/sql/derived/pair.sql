-- Who faces whom: a party stands for its state, or for itself where it has none (international organisations, groups).
with side as (
    select distinct id, coalesce(case when p.country <> 'IGO' then 'ac-' || p.country end, p.actor_id) as actor_id
    from (select id, unnest(list_concat(actors, recipients)) as p from event)
    where p.actor_id is not null or p.country is not null
)
select a.id, a.actor_id as a, b.actor_id as b, e.quad, e.status in ('occurred', 'ongoing') as counts, e.first_day, e.last_day,
    case when substr(e.first_day, 1, 7) = substr(e.last_day, 1, 7) then substr(e.first_day, 1, 7) end as month
from side a join side b on a.id = b.id and a.actor_id < b.actor_id join event e on e.id = a.id
