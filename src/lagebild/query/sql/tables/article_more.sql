select article_id as id, coalesce(in_picture.rests_on, []) as rests_on, coalesce(in_picture.date_doubts, []) as date_doubts
from picture_articles
