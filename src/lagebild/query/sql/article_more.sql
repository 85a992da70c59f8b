select * from article_more where id = $id
