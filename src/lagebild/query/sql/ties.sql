with found as (
    select t.rowid as row, t.id, coalesce(t.since, '9999') as key1
    from tie t
    where true
        -- if actors
        and t.id in (
            select k.id from tie_key k where k.role = 'party' and k.key in (select unnest($actors::varchar[]))
            group by k.id having count(distinct k.key) = len($actors::varchar[]))
        -- end
        -- if side_a
        and t.id in (
            select a.id from tie_key a join tie_key b on a.id = b.id and a.position <> b.position
            where a.key = $side_a and b.key = $side_b and a.role = 'party' and b.role = 'party')
        -- end
        -- if kinds
        and t.kind in (select unnest($kinds::varchar[]))
        -- end
        -- if status
        and t.status in (select unnest($status::varchar[]))
        -- end
        -- if article
        and list_contains(t.articles, $article)
        -- end
),
-- use page_by_name
