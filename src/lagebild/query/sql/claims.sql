with found as (
    select c.rowid as row, c.article_id, c.begin, c.id, coalesce(published_first, '9999-99-99') as key1 from claim c
    where ($article::varchar is null or article_id = $article)
        and (len($events::varchar[]) = 0 or event_id in (select unnest($events::varchar[])))
),
page as (
    select * from found
    where $after1::varchar is null or (key1, article_id, begin, id) > ($after1::varchar, $after2::varchar, $after3::bigint, $after4::varchar)
    order by key1, article_id, begin, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join claim t on t.rowid = page.row
order by page.key1, page.article_id, page.begin, page.id
