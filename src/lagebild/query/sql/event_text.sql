and id in (select s.id from searchable s where s.kind = 'event' and contains(s.folded, lower($text)))
