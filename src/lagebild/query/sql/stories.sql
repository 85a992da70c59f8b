with found as (
    select s.rowid as row, s.id,
        -- if ascending
        coalesce(s.first_day, '9999-99-99') as key1
        -- end
        -- if descending
        coalesce(s.last_day, '0000-00-00') as key1
        -- end
    from story s
    where len(s.articles) >= $min_articles::bigint
        -- if since
        and s.last_day >= $since
        -- end
        -- if until
        and s.first_day <= $until
        -- end
        -- if text
        and contains(lower(s.title), lower($text))
        -- end
),
page as (
    select * from found
    -- if after1 ascending
    where (key1, id) > ($after1::varchar, $after2::varchar)
    -- end
    -- if after1 descending
    where key1 < $after1::varchar or (key1 = $after1::varchar and id > $after2::varchar)
    -- end
    -- if ascending
    order by key1, id
    -- end
    -- if descending
    order by key1 desc, id
    -- end
    limit $limit::bigint
)
select page.row, page.key1, page.id, (select count(*) from found) as total
from page
-- if ascending
order by page.key1, page.id
-- end
-- if descending
order by page.key1 desc, page.id
-- end
