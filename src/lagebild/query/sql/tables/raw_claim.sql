select article_id, c, list_filter(sentences, lambda s: s.id = c.sentence)[1] as s, text
from (
    select article_id, reading.sentences as sentences, reading.article.text as text, unnest(reading.claims) as c from readings
)
