select * from article where id = $id or given_id = $id order by id = $id desc, id limit 1
