-- The most mentioned first.
with found as (
    select a.rowid as row, a.id, printf('%012d', 999999999999 - mentions) as key1
    from actor a
    where ($text::varchar is null or id in (select n.actor_id from actor_name n where contains(n.name, lower($text))))
        and (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], kind))
        and ($country::varchar is null or country = upper($country))
        and ($article::varchar is null or id in (select m.id from actor_more m where list_contains(m.articles, $article)))
),
page as (
    select * from found
    where $after1::varchar is null or (key1, id) > ($after1::varchar, $after2::varchar)
    order by key1, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join actor t on t.rowid = page.row
order by page.key1, page.id
