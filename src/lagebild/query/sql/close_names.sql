select name from actor_name
group by name
having jaro_winkler_similarity(name, $name) > 0.8
order by jaro_winkler_similarity(name, $name) desc, min(rank), name
limit 3
