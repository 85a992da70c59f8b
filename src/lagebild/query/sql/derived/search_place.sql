-- In which rows a word stands.
select w.word_id, t.row from search_token t join search_word w using (word) order by w.word_id, t.row
