select article_id, version from readings
