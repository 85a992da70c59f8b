with found as (
    select p.rowid as row, p.event_id, coalesce(due, '9999-99-99') as key1
    from promise p
    where (len($outcomes::varchar[]) = 0 or list_contains($outcomes::varchar[], outcome))
        and (len($actors::varchar[]) = 0 or event_id in (
            select k.id from event_key k
            where k.role in ('actor', 'recipient') and list_contains($actors::varchar[], k.key)
            group by k.id having count(distinct k.key) = len($actors::varchar[])))
),
page as (
    select * from found
    where $after1::varchar is null or (key1, event_id) > ($after1::varchar, $after2::varchar)
    order by key1, event_id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join promise t on t.rowid = page.row
order by page.key1, page.event_id
