-- The words of everything that can be searched, with what clings to them.
select (row_number() over (order by word))::integer as word_id, word from (select distinct word from search_token)
