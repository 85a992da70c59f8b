select a.*, m.source, m.roles, m.articles as in_articles
from actor a join actor_more m using (id)
where a.id = $id
