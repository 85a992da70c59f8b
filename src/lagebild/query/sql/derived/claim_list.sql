-- What lists of claims are chosen and sorted by, in their order.
select rowid as row, id, event_id, article_id, begin, coalesce(published_first, '9999-99-99') as key1
from claim
order by key1, article_id, begin, id
