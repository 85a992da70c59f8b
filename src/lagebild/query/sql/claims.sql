with found as (
    select c.row, c.article_id, c.begin, c.id, c.key1 from claim_list c
    where true
        -- if article
        and c.article_id = $article
        -- end
        -- if events
        and c.event_id in (select unnest($events::varchar[]))
        -- end
        -- if ids
        and c.id in (select unnest($ids::varchar[]))
        -- end
),
-- use page_by_place
