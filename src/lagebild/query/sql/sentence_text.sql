select p.row, s.text, s.begin, s."end" from (select unnest($rows::bigint[]) as row) p join sentence s on s.rowid = p.row
