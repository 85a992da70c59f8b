-- An event lies in the days asked for if it may lie in them; an undated one never does.
with found as (
    select e.rowid as row, e.id,
        case $order::varchar
            when 'newest' then translate(coalesce(last_day, '0000-00-00'), '0123456789', '9876543210')
            when 'reported' then translate(coalesce(reported_last, '0000-00-00'), '0123456789', '9876543210')
            else coalesce(first_day, '9999-99-99') || ' ' || coalesce(last_day, '9999-99-99') end as key1
    from event e
    where (len($actors::varchar[]) = 0 or id in (
            select k.id from event_key k
            where k.role in ('actor', 'recipient') and list_contains($actors::varchar[], k.key)
            group by k.id having count(distinct k.key) = len($actors::varchar[])))
        and ($side_a::varchar is null or id in (
            select a.id from event_key a join event_key b on a.id = b.id and a.position <> b.position
            where a.key = $side_a and b.key = $side_b
                and a.role in ('actor', 'recipient') and b.role in ('actor', 'recipient')))
        and (len($types::varchar[]) = 0 or list_contains($types::varchar[], type))
        and (len($modes::varchar[]) = 0 or list_contains($modes::varchar[], mode))
        and (len($status::varchar[]) = 0 or list_contains($status::varchar[], status))
        and ($since::varchar is null or coalesce(last_day, first_day) >= $since)
        and ($until::varchar is null or coalesce(first_day, last_day) <= $until)
        and ($place::varchar is null or lower(place) = lower($place) or place_country = upper($place))
        and ($article::varchar is null or list_contains(articles, $article))
        and ($story::varchar is null or list_has_any(articles, (select list(a.id) from article a where a.story_id = $story)))
        -- conditions
        and (len($ids::varchar[]) = 0 or id in (select unnest($ids::varchar[])))
        and sources >= $min_sources::bigint
        and (not $contradicted::boolean or contradictions > 0)
),
page as (
    select * from found
    where $after1::varchar is null or (key1, id) > ($after1::varchar, $after2::varchar)
    order by key1, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join event t on t.rowid = page.row
order by page.key1, page.id
