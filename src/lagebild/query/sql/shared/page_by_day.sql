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
