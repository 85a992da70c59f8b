-- Who takes part in an event, by its row.
select e.row, k.position, k.key from event_key k join event_list e using (id) where k.role in ('actor', 'recipient')
order by k.key, e.row
