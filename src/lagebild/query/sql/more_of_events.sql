select * from event_more where id in (select unnest($ids::varchar[]))
