select * from event_more where id = $id
