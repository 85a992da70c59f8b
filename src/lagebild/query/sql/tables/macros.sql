create macro first_ones(l) as list_filter(l, lambda x, i: list_position(l, x) = i);
create macro party(p) as {'actor_id': p.actor_id, 'name': p.name, 'country': p.country, 'sector': p.sector};
create macro keys_of(actor_id, country) as first_ones(list_filter(
    [actor_id, case when country <> 'IGO' then 'ac-' || country end], lambda k: k is not null));
