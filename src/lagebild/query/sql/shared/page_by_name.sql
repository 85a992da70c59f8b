page as (
    select * from found
    -- if after1
    where (key1, id) > ($after1::varchar, $after2::varchar)
    -- end
    order by key1, id
    limit $limit::bigint
)
select page.row, page.key1, page.id, (select count(*) from found) as total
from page
order by page.key1, page.id
