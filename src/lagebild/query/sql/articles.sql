with found as (
    select a.row, a.id,
        -- if ascending
        coalesce(a.published_first, '9999-99-99') as key1
        -- end
        -- if descending
        coalesce(a.published_last, '0000-00-00') as key1
        -- end
    from article_list a
    where true
        -- if actors
        and a.id in (
            select m.article_id from actor_in m where m.actor_id in (select unnest($actors::varchar[]))
            group by m.article_id having count(*) = len($actors::varchar[]))
        -- end
        -- if outlet
        and lower(a.outlet) = lower($outlet)
        -- end
        -- if story
        and a.story_id = $story
        -- end
        -- if since
        and a.published_last >= $since
        -- end
        -- if until
        and a.published_first <= $until
        -- end
        -- if text
        and a.id in (select s.article_id from searchable s where s.kind = 'article' and contains(s.folded, lower($text)))
        -- end
),
-- use page_by_day
