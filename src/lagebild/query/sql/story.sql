select * from story where id = $id
