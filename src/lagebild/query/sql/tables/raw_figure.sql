select article_id, f, list_filter(sentences, lambda s: s.id = f.sentence)[1] as s, text
from (
    select article_id, reading.sentences as sentences, reading.article.text as text, unnest(reading.figures) as f from readings
)
