-- after: search_found
select property, value, count(*) as count
from (
    select 'kind' as property, kind as value from found
    union all select 'type', type from found where type is not null
    union all select 'outlet', a.outlet from found f join article a on a.id = f.article_id where a.outlet is not null
    union all select 'year', substr(day, 1, 4) from found where day is not null
)
group by all
order by property, count desc, value
