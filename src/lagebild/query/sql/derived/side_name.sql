-- What a side of a pair is called: as the party that it is itself, else by its code.
select actor_id, coalesce(min(name) filter (where is_part is not true), substr(actor_id, 4)) as name
from (
    select coalesce(case when p.country <> 'IGO' then 'ac-' || p.country end, p.actor_id) as actor_id, p.name,
        p.country <> 'IGO' and p.actor_id is distinct from 'ac-' || p.country as is_part
    from (select unnest(list_concat(actors, recipients)) as p from event)
    where p.actor_id is not null or p.country is not null
)
group by actor_id
