select article_id from readings
