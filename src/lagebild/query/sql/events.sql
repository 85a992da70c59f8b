-- An event lies in the days asked for if it may lie in them; an undated one never does.
with found as (
    select e.row, e.id, case $order::varchar when 'newest' then e.newest when 'reported' then e.reported else e.oldest end as key1
    from event_list e
    where e.sources >= $min_sources::bigint
        -- if actors
        and e.row in (
            select s.row from event_side s where s.key in (select unnest($actors::varchar[]))
            group by s.row having count(distinct s.key) = len($actors::varchar[]))
        -- end
        -- if side_a
        and e.row in (
            select a.row from event_side a join event_side b on a.row = b.row and a.position <> b.position
            where a.key = $side_a and b.key = $side_b)
        -- end
        -- if types
        and e.type in (select unnest($types::varchar[]))
        -- end
        -- if modes
        and e.mode in (select unnest($modes::varchar[]))
        -- end
        -- if status
        and e.status in (select unnest($status::varchar[]))
        -- end
        -- if since
        and coalesce(e.last_day, e.first_day) >= $since
        -- end
        -- if until
        and coalesce(e.first_day, e.last_day) <= $until
        -- end
        -- if place
        and (lower(e.place) = lower($place) or e.place_country = upper($place))
        -- end
        -- if article
        and e.row in (select t.row from event_told t where t.article_id = $article)
        -- end
        -- if story
        and e.row in (select t.row from event_told t where t.article_id in (select a.id from article_list a where a.story_id = $story))
        -- end
        -- if text
        and e.id in (select s.id from searchable s where s.kind = 'event' and contains(s.folded, lower($text)))
        -- end
        -- if ids
        and e.id in (select unnest($ids::varchar[]))
        -- end
        -- if contradicted
        and e.contradictions > 0
        -- end
),
-- use page_by_day
