select lower(name) as name, actor_id, min(rank) as rank, any_value(mentions) as mentions
from (
    select id as name, id as actor_id, 0 as rank, mentions from actor_total
    union all select substr(id, 4), id, 0, mentions from actor_total where id like 'ac-%'
    union all select name, id, 1, mentions from actor_total
    union all select unnest(names), id, 2, mentions from actor_total
)
group by lower(name), actor_id
