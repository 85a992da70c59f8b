-- The day of a statement is the one on which it was made, else that of the article.
with found as (
    select s.rowid as row, s.article_id, s.begin, s.id, coalesce(s.first_day, s.published_first, '9999-99-99') as key1
    from statement s
    where true
        -- if by
        and s.rowid in (select k.row from statement_party k where k.speaks and k.key in (select unnest($by::varchar[])))
        -- end
        -- if about
        and s.rowid in (
            select k.row from statement_party k where not k.speaks and k.key in (select unnest($about::varchar[]))
            group by k.row having count(distinct k.key) = len($about::varchar[]))
        -- end
        -- if since
        and coalesce(s.last_day, s.published_last) >= $since
        -- end
        -- if until
        and coalesce(s.first_day, s.published_first) <= $until
        -- end
        -- if text
        and contains(lower(s.quote), lower($text))
        -- end
        -- if article
        and s.article_id = $article
        -- end
        -- if types
        and s.type in (select unnest($types::varchar[]))
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
