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
