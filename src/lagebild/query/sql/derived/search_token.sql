select distinct s.row::integer as row, unnest(string_split(s.folded, ' ')) as word from searchable s
