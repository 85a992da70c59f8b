-- What lists of articles are chosen and sorted by.
select rowid as row, id, given_id, outlet, title, story_id, published_first, published_last from article
