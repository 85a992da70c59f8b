select id as article_id, -1 as number, 0 as begin, 0 as "end", title as text from article
union all
select article_id, number, begin, "end", text from raw_sentence
