-- Events by the place that they are said to have happened at; an event lies in the days asked for if it may lie in them.
with found as (
    select e.id, e.place, e.place_country, e.last_day, e.status in ('occurred', 'ongoing') as counts,
        e.type in ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT') as good
    from event_list e
    where (e.place is not null or e.place_country is not null)
        -- if actors
        and e.row in (
            select s.row from event_side s where s.key in (select unnest($actors::varchar[]))
            group by s.row having count(distinct s.key) = len($actors::varchar[]))
        -- end
        -- if types
        and e.type in (select unnest($types::varchar[]))
        -- end
        -- if since
        and coalesce(e.last_day, e.first_day) >= $since
        -- end
        -- if until
        and coalesce(e.first_day, e.last_day) <= $until
        -- end
)
select place as name, place_country as country,
    count(*) filter (where counts and good) as cooperation,
    count(*) filter (where counts and not good) as conflict,
    count(*) filter (where not counts) as other,
    list(id order by last_day desc nulls last, id)[:$newest::bigint] as events
from found
group by place, place_country
order by count(*) desc, place nulls last, place_country nulls last
