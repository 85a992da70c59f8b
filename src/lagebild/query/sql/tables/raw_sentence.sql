select article_id, s.id as number, s.begin as begin, s."end" as "end", substr(text, s.begin + 1, s."end" - s.begin) as text
from (select article_id, reading.article.text as text, unnest(reading.sentences) as s from readings)
