-- How often two sides met, by month.
select a, b, month, sum(events)::bigint as events,
    sum(verbal_cooperation)::bigint as verbal_cooperation, sum(material_cooperation)::bigint as material_cooperation,
    sum(verbal_conflict)::bigint as verbal_conflict, sum(material_conflict)::bigint as material_conflict, sum(other)::bigint as other,
    sum(cooperation_score) as cooperation_score, sum(conflict_score) as conflict_score
from pair group by all
