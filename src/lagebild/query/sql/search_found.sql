-- Every word must stand in the words around the hit; of an article or event the first place that has them all.
with place as (
    select s.rowid as row, s.kind, s.id, s.day, s.type, s.article_id,
        s.score, row_number() over (partition by s.kind, s.id order by s.score desc, a.published_first nulls last, s.article_id, s.place) as number
    from searchable s join article a on a.id = s.article_id
    where list_bool_and([contains(s.folded, w) for w in $words::varchar[]])
        and (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], s.kind))
        and (len($types::varchar[]) = 0 or list_contains($types::varchar[], s.type))
        and (len($outlets::varchar[]) = 0 or list_contains($outlets::varchar[], a.outlet))
        and ($since::varchar is null or s.day >= $since)
        and ($until::varchar is null or s.day <= $until)
),
found as (
    select row, kind, id, day, type, article_id,
        printf('%08d', (99999 - score * 100)::bigint) || translate(coalesce(day, '0000-00-00'), '0123456789', '9876543210') as key1
    from place where number = 1
)
