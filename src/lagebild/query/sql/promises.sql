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
-- use page_by_name
