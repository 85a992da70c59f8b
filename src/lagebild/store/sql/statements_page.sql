-- What a speaker (actor's id), or all of a country, said; in the order of the days, from behind the cursor.
select *
from statements
where ($speaker::varchar is null or speaker_id = $speaker)
    and ($country::varchar is null or speaker_country = $country)
    and ($from_day::varchar is null or coalesce(day, published) >= $from_day)
    and ($to_day::varchar is null or coalesce(day, published) <= $to_day)
    and (
        $after_day::varchar is null
        or (coalesce(day, published, '9999'), article_id, "begin", statement_id)
            > ($after_day, $after_article, $after_begin, $after_statement)
    )
order by coalesce(day, published, '9999'), article_id, "begin", statement_id, speaker_id
limit $limit
