-- Events in the order (first day, id), from behind the cursor; those without a day come last, under the day "9999".
-- $actor, $other: a country's code or an actor's id, on either side; $type; $from_day, $to_day: days that the event touches.
select e.*
from events e
where ($actor::varchar is null or e.id in (select event_id from event_parties where country = $actor or actor_id = $actor))
    and ($other::varchar is null or e.id in (select event_id from event_parties where country = $other or actor_id = $other))
    and ($type::varchar is null or e.type = $type)
    and ($status::varchar is null or e.status = $status)
    and ($from_day::varchar is null or e.date."end" >= $from_day)
    and ($to_day::varchar is null or e.date.start <= $to_day)
    and (
        $after_start::varchar is null
        or coalesce(e.date.start, '9999') > $after_start
        or (coalesce(e.date.start, '9999') = $after_start and e.id > $after_id)
    )
order by coalesce(e.date.start, '9999'), e.id
limit $limit
