with found as (
    select f.rowid as row, f.article_id, f.begin, f.id, coalesce(f.published_first, '9999-99-99') as key1
    from figure f
    where true
        -- if measures
        and contains(lower(f.measures), lower($measures))
        -- end
        -- if of
        and f.rowid in (
            select k.row from figure_owner k where k.key in (select unnest($of::varchar[]))
            group by k.row having count(distinct k.key) = len($of::varchar[]))
        -- end
        -- if unit
        and lower(f.unit) = lower($unit)
        -- end
        -- if since
        and coalesce(f.last_day, f.published_last) >= $since
        -- end
        -- if until
        and coalesce(f.first_day, f.published_first) <= $until
        -- end
        -- if article
        and f.article_id = $article
        -- end
),
-- use page_by_place
