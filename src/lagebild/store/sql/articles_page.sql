-- Articles in the order (first possible day, id), from behind the cursor.
select *
from articles
where ($outlet::varchar is null or outlet = $outlet)
    and ($story::varchar is null or story_id = $story)
    and ($from_day::varchar is null or "end" >= $from_day)
    and ($to_day::varchar is null or start <= $to_day)
    and (
        $after_start::varchar is null
        or coalesce(start, '9999') > $after_start
        or (coalesce(start, '9999') = $after_start and article_id > $after_id)
    )
order by coalesce(start, '9999'), article_id
limit $limit
