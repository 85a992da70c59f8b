-- The most mentioned first.
with found as (
    select a.rowid as row, a.id, printf('%012d', 999999999999 - a.mentions) as key1
    from actor a
    where true
        -- if text
        and a.id in (select n.actor_id from actor_name n where contains(n.name, lower($text)))
        -- end
        -- if kinds
        and a.kind in (select unnest($kinds::varchar[]))
        -- end
        -- if country
        and a.country = upper($country)
        -- end
        -- if article
        and a.id in (select m.actor_id from actor_in m where m.article_id = $article)
        -- end
        -- if ids
        and a.id in (select unnest($ids::varchar[]))
        -- end
),
-- use page_by_name
