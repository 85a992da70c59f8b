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
page as (
    select * from found
    -- if after1
    where (key1, article_id, begin, id) > ($after1::varchar, $after2::varchar, $after3::bigint, $after4::varchar)
    -- end
    order by key1, article_id, begin, id
    limit $limit::bigint
)
select page.row, page.key1, page.article_id, page.begin, page.id, (select count(*) from found) as total
from page
order by page.key1, page.article_id, page.begin, page.id
