with found as (
    select s.rowid as row, s.id,
        case when $newest then translate(coalesce(last_day, '0000-00-00'), '0123456789', '9876543210')
            else coalesce(first_day, '9999-99-99') end as key1
    from story s
    where ($since::varchar is null or last_day >= $since)
        and ($until::varchar is null or first_day <= $until)
        and ($text::varchar is null or contains(lower(title), lower($text)))
        and len(articles) >= $min_articles::bigint
),
page as (
    select * from found
    where $after1::varchar is null or (key1, id) > ($after1::varchar, $after2::varchar)
    order by key1, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join story t on t.rowid = page.row
order by page.key1, page.id
