select d.measures, d.compatible, d.why, list(f order by list_position(d.figures, f.id)) as figures
from differing d join figure f on list_contains(d.figures, f.id)
where not $contradicted::boolean or not d.compatible
group by all
order by d.compatible, d.measures, d.why
