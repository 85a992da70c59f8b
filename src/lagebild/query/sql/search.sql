-- Every word must stand in the words around the hit; of an article or event the first place that has them all.
with candidate as materialized (
    select s.row, s.hit, s.score, s.day, s.kind, s.id, s.article_id, s.outlet, s.type, s.place
        -- if others
        , s.folded
        -- end
    from searchable s
    where s.row in (
            select p.row from search_place p where p.word_id in (select w.word_id from search_word w where contains(w.word, $word)))
        -- if kinds
        and s.kind in (select unnest($kinds::varchar[]))
        -- end
        -- if types
        and s.type in (select unnest($types::varchar[]))
        -- end
        -- if outlets
        and s.outlet in (select unnest($outlets::varchar[]))
        -- end
        -- if since
        and s.day >= $since
        -- end
        -- if until
        and s.day <= $until
        -- end
),
found as materialized (
    select c.score, c.day, coalesce(c.day, '0000-00-00') as by_day, c.kind, c.id, c.article_id, c.outlet, c.type, c.place
    from candidate c
    -- if others
    where list_bool_and([contains(c.folded, w) for w in $others::varchar[]])
    -- end
    qualify row_number() over (partition by c.hit order by c.row) = 1
),
-- if facets
facet as (
    select property, value, count(*) as count
    from (
        select 'kind' as property, kind as value from found
        union all select 'type', type from found where type is not null
        union all select 'outlet', outlet from found where outlet is not null
        union all select 'year', substr(day, 1, 4) from found where day is not null
    )
    group by all
),
-- end
page as (
    select * from found
    -- if after1
    where score < $after1::double or (score = $after1::double and (by_day < $after2::varchar
        or (by_day = $after2::varchar and (kind, id) > ($after3::varchar, $after4::varchar))))
    -- end
    order by score desc, by_day desc, kind, id
    limit $limit::bigint
)
select row_number() over (order by score desc, by_day desc, kind, id) as number, page.*, (select count(*) from found) as total,
    null::varchar as property, null::varchar as value, null::bigint as count
from page
-- if facets
union all by name
select property, value, count from facet
-- end
order by number nulls last
