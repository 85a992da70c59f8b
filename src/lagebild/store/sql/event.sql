select * from events where id = $event_id
