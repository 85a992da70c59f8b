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
-- use page_by_day
