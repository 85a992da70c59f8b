select * from claim where event_id in (select unnest($ids::varchar[]))
order by event_id, coalesce(published_first, '9999-99-99'), article_id, begin, id
