select filename from reading_place where article_id = $id
