-- Who faces whom: a party stands for its state, or for itself where it has none (international organisations, groups).
with side as (
    select distinct row, coalesce(case when p.country <> 'IGO' then 'ac-' || p.country end, p.actor_id) as actor_id
    from (select rowid as row, unnest(list_concat(actors, recipients)) as p from event)
    where p.actor_id is not null or p.country is not null
),
met as (
    select a.actor_id as a, b.actor_id as b, e.first_day, e.last_day, e.status in ('occurred', 'ongoing') as counts, e.quad,
        coalesce(own.score, kind.score, 0) as score
    from side a join side b on a.row = b.row and a.actor_id < b.actor_id join event e on e.rowid = a.row
    left join plover own on own.type = e.type and own.mode = e.mode
    left join plover kind on kind.type = e.type and kind.mode is null
)
select a, b, first_day, last_day,
    case when substr(first_day, 1, 7) = substr(last_day, 1, 7) then substr(first_day, 1, 7) end as month,
    counts::integer as events,
    (counts and quad = 'verbal cooperation')::integer as verbal_cooperation,
    (counts and quad = 'material cooperation')::integer as material_cooperation,
    (counts and quad = 'verbal conflict')::integer as verbal_conflict,
    (counts and quad = 'material conflict')::integer as material_conflict,
    (not counts)::integer as other,
    case when counts and quad like '%cooperation' then score else 0 end as cooperation_score,
    case when counts and quad like '%conflict' then score else 0 end as conflict_score
from met
