select article_id, t.id as tie_id, t.evidence.text as text, t.evidence.begin as begin, t.evidence."end" as "end"
from (select article_id, unnest(reading.ties) as t from readings)
