-- The claims of an event with the article that each stands in.
select c.*, a.title, a.outlet, a.start, a."end", a.basis, a.origin, a.copy_of, a.given_id
from event_claims c
join articles a using (article_id)
where c.event_id = $event_id
order by a.start nulls last, c.article_id, c.begin
