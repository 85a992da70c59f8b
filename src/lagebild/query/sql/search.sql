-- after: search_found
, page as (
    select * from found
    where $after1::varchar is null or (key1, kind, id) > ($after1::varchar, $after2::varchar, $after3::varchar)
    order by key1, kind, id
    limit $limit::bigint
)
select s.kind, s.id, s.article_id, a.outlet, a.title, a.url, a.published_first, a.published_last, s.day, s.type, s.text, s.begin,
    s."end", s.score, page.key1, (select count(*) from found) as total
from page join searchable s on s.rowid = page.row join article a on a.id = s.article_id
order by page.key1, page.kind, page.id
