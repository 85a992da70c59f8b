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
-- use page_by_place
