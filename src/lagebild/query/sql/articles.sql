with found as (
    select a.rowid as row, a.id,
        case when $newest then translate(coalesce(published_last, '0000-00-00'), '0123456789', '9876543210')
            else coalesce(published_first, '9999-99-99') end as key1
    from article a
    where ($outlet::varchar is null or lower(outlet) = lower($outlet))
        and ($story::varchar is null or story_id = $story)
        and ($since::varchar is null or published_last >= $since)
        and ($until::varchar is null or published_first <= $until)
        -- conditions
),
page as (
    select * from found
    where $after1::varchar is null or (key1, id) > ($after1::varchar, $after2::varchar)
    order by key1, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join article t on t.rowid = page.row
order by page.key1, page.id
