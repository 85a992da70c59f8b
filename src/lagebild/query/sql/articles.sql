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
