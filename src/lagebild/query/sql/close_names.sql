-- Actors whose names are close to what was asked for, as people would write them: a state with its code.
select case when a.kind = 'state' then substr(a.id, 4) || ' (' || a.name || ')' else a.name end as name
from actor_name n join actor a on a.id = n.actor_id
where jaro_winkler_similarity(n.name, $name) > 0.8
group by a.id, a.name, a.kind
order by max(jaro_winkler_similarity(n.name, $name)) desc, min(n.rank), a.name
limit 3
