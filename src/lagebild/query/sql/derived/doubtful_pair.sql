-- Pairs of claims of different articles about which merging is least sure: joined with a low score, or kept apart although kind, day
-- and two parties are the same.
with joined as (
    select c.id as claim, o.id as other, c.score, true as is_merged
    from claim c join claim o on o.event_id = c.event_id and o.article_id <> c.article_id
    where c.score is not null and not c.echo
    qualify row_number() over (partition by c.id order by o.echo, o.score desc nulls last, o.id) = 1
    order by c.score, c.id
    limit 500
),
alike as (
    select a.id as event_id, b.id as other_id
    from event_list a
        join event_list b on a.type = b.type and a.first_day = b.first_day and a.last_day = b.last_day and a.id < b.id
        join event_side x on x.row = a.row
        join event_side y on y.row = b.row and y.key = x.key
    where a.first_day = a.last_day
    group by a.id, b.id
    having count(distinct x.key) > 1
    order by a.id, b.id
    limit 500
),
kept_apart as (
    select c.id as claim, o.id as other, null::double as score, false as is_merged
    from alike a join claim c on c.event_id = a.event_id join claim o on o.event_id = a.other_id and o.article_id <> c.article_id
    qualify row_number() over (partition by a.event_id, a.other_id order by c.echo, o.echo, c.id, o.id) = 1
)
select claim, other, score, is_merged, row_number() over (partition by is_merged order by score, claim, other) as number
from (from joined union all by name from kept_apart)
order by number, is_merged, claim, other
