-- The day of a statement is the one on which it was made, else that of the article.
with found as (
    select s.rowid as row, s.article_id, s.begin, s.id, coalesce(first_day, published_first, '9999-99-99') as key1
    from statement s
    where (len($by::varchar[]) = 0 or id in (
            select k.id from statement_key k where k.role = 'speaker' and list_contains($by::varchar[], k.key)))
        and (len($about::varchar[]) = 0 or id in (
            select k.id from statement_key k where k.role in ('about', 'addressee') and list_contains($about::varchar[], k.key)
            group by k.id having count(distinct k.key) = len($about::varchar[])))
        and ($since::varchar is null or coalesce(last_day, published_last) >= $since)
        and ($until::varchar is null or coalesce(first_day, published_first) <= $until)
        and ($text::varchar is null or contains(lower(quote), lower($text)))
        and ($article::varchar is null or article_id = $article)
        and (len($types::varchar[]) = 0 or list_contains($types::varchar[], type))
),
page as (
    select * from found
    where $after1::varchar is null or (key1, article_id, begin, id) > ($after1::varchar, $after2::varchar, $after3::bigint, $after4::varchar)
    order by key1, article_id, begin, id
    limit $limit::bigint
)
select t.*, page.key1, (select count(*) from found) as total
from page join statement t on t.rowid = page.row
order by page.key1, page.article_id, page.begin, page.id
