select * from claim where event_id = $id
order by coalesce(published_first, '9999-99-99'), article_id, begin, id
