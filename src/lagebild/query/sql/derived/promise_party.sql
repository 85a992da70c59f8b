-- Who takes part in what is promised, by the row of the promise.
select p.row, k.key
from event_key k join (select rowid as row, event_id from promise) p on p.event_id = k.id
where k.role in ('actor', 'recipient')
order by k.key, p.row
