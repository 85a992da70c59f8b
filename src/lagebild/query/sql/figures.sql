with found as (
    select f.rowid as row, f.article_id, f.begin, f.id, coalesce(published_first, '9999-99-99') as key1
    from figure f
    where ($measures::varchar is null or contains(lower(measures), lower($measures)))
        and (len($of::varchar[]) = 0 or id in (
            select k.id from figure_key k where k.role = 'of' and list_contains($of::varchar[], k.key)
            group by k.id having count(distinct k.key) = len($of::varchar[])))
        and ($unit::varchar is null or lower(unit) = lower($unit))
        and ($since::varchar is null or coalesce(last_day, published_last) >= $since)
        and ($until::varchar is null or coalesce(first_day, published_first) <= $until)
        and ($article::varchar is null or article_id = $article)
),
page as (
    select * from found
    where $after1::varchar is null or (key1, article_id, begin, id) > ($after1::varchar, $after2::varchar, $after3::bigint, $after4::varchar)
    order by key1, article_id, begin, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join figure t on t.rowid = page.row
order by page.key1, page.article_id, page.begin, page.id
