-- Who a name means: ids and codes before names, names before how articles write them, then the most mentioned.
select actor_id from actor_name
where name = $name
order by rank, mentions desc, actor_id
limit 1
