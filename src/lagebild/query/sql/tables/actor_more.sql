select id, arg_min({'s': source}, article_id).s as source,
    first_ones(flatten(list(roles order by article_id))) as roles, list(article_id order by article_id) as articles
from raw_actor group by id
