-- The events of which an article tells.
select e.*
from events e
where e.id in (select event_id from event_claims where article_id = $article_id)
order by coalesce(e.date.start, '9999'), e.id
