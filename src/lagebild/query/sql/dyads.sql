select p.a, p.b, na.name as a_name, nb.name as b_name,
    -- if by_month
    p.month as month,
    -- end
    sum(p.events)::bigint as events,
    sum(p.verbal_cooperation)::bigint as verbal_cooperation, sum(p.material_cooperation)::bigint as material_cooperation,
    sum(p.verbal_conflict)::bigint as verbal_conflict, sum(p.material_conflict)::bigint as material_conflict,
    sum(p.other)::bigint as other, sum(p.cooperation_score) as cooperation_score, sum(p.conflict_score) as conflict_score
from
-- if days
pair
-- end
-- if months
pair_month
-- end
    p join side_name na on na.actor_id = p.a join side_name nb on nb.actor_id = p.b
where true
    -- if side_a
    and p.a = least($side_a, $side_b) and p.b = greatest($side_a, $side_b)
    -- end
    -- if actor
    and (p.a = $actor or p.b = $actor)
    -- end
    -- if since
    and coalesce(p.last_day, p.first_day) >= $since
    -- end
    -- if until
    and coalesce(p.first_day, p.last_day) <= $until
    -- end
group by all
order by
    -- if by_month
    month nulls last,
    -- end
    events desc, other desc, p.a, p.b
