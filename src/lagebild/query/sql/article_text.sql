and id in (select s.article_id from searchable s where s.kind = 'article' and contains(s.folded, lower($text)))
