select reading
from readings
where list_contains($article_ids::varchar[], article_id)
order by article_id
