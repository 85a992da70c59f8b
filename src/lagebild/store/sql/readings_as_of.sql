-- An article without a known day counts as known only when no day is asked for.
select reading
from readings
where $as_of::varchar is null or known_on <= $as_of::varchar
order by article_id
