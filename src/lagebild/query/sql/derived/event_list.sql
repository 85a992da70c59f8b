-- What lists of events are chosen and sorted by; `row`: the place of the event in its own table.
select rowid as row, id, type, mode, status, first_day, last_day, place, place_country, sources, contradictions,
    coalesce(first_day, '9999-99-99') || ' ' || coalesce(last_day, '9999-99-99') as oldest,
    coalesce(last_day, '0000-00-00') as newest, coalesce(reported_last, '0000-00-00') as reported
from event
