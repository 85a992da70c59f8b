select article_id, reading.article.given_id as given_id
from readings
order by article_id
