select reading
from readings
where article_id = $article_id or reading.article.given_id = $article_id
order by article_id
limit 1
