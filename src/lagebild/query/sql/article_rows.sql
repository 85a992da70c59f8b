select row from article_list where id in (select unnest($ids::varchar[]))
