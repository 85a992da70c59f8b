select p.a, p.b, na.name as a_name, nb.name as b_name, case when $by_month then p.month end as month,
    count(*) filter (where counts) as events,
    count(*) filter (where counts and quad = 'verbal cooperation') as verbal_cooperation,
    count(*) filter (where counts and quad = 'material cooperation') as material_cooperation,
    count(*) filter (where counts and quad = 'verbal conflict') as verbal_conflict,
    count(*) filter (where counts and quad = 'material conflict') as material_conflict,
    count(*) filter (where not counts) as other
from pair p join side_name na on na.actor_id = p.a join side_name nb on nb.actor_id = p.b
where ($side_a::varchar is null or (p.a = least($side_a, $side_b) and p.b = greatest($side_a, $side_b)))
    and ($actor::varchar is null or p.a = $actor or p.b = $actor)
    and ($since::varchar is null or coalesce(p.last_day, p.first_day) >= $since)
    and ($until::varchar is null or coalesce(p.first_day, p.last_day) <= $until)
group by all
order by month nulls last, events desc, other desc, p.a, p.b
