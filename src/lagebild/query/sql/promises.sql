with found as (
    select p.rowid as row, p.event_id as id, coalesce(p.due, '9999-99-99') as key1
    from promise p
    where true
        -- if outcomes
        and p.outcome in (select unnest($outcomes::varchar[]))
        -- end
        -- if actors
        and p.rowid in (
            select k.row from promise_party k where k.key in (select unnest($actors::varchar[]))
            group by k.row having count(distinct k.key) = len($actors::varchar[]))
        -- end
        -- if event
        and (p.event_id = $event or p.fulfilled_by = $event)
        -- end
),
page as (
    select * from found
    -- if after1
    where (key1, id) > ($after1::varchar, $after2::varchar)
    -- end
    order by key1, id
    limit $limit::bigint
)
select page.row, page.key1, page.id, (select count(*) from found) as total
from page
order by page.key1, page.id
