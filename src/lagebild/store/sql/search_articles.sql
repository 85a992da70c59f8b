-- Articles whose text or title has all the words or phrases, whatever their case; newest first.
select a.*
from articles a
join (
    select article_id
    from readings
    where list_bool_and([
        contains(lower(reading.article.text), lower(word)) or contains(lower(coalesce(title, '')), lower(word))
        for word in $words::varchar[]
    ])
) found using (article_id)
order by a.start desc nulls last, a.article_id
limit $limit
