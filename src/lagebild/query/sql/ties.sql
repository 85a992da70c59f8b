with found as (
    select t.rowid as row, t.id, coalesce(since, '9999') as key1
    from tie t
    where (len($actors::varchar[]) = 0 or id in (
            select k.id from tie_key k where k.role = 'party' and list_contains($actors::varchar[], k.key)
            group by k.id having count(distinct k.key) = len($actors::varchar[])))
        and ($side_a::varchar is null or id in (
            select a.id from tie_key a join tie_key b on a.id = b.id and a.position <> b.position
            where a.key = $side_a and b.key = $side_b and a.role = 'party' and b.role = 'party'))
        and (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], kind))
        and (len($status::varchar[]) = 0 or list_contains($status::varchar[], status))
        and ($article::varchar is null or list_contains(articles, $article))
),
page as (
    select * from found
    where $after1::varchar is null or (key1, id) > ($after1::varchar, $after2::varchar)
    order by key1, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join tie t on t.rowid = page.row
order by page.key1, page.id
