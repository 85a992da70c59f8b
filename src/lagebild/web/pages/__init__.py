"""The pages: each module gathers what a page shows into a frozen record; the templates only arrange it."""

from lagebild.web.pages import (
    actors,
    articles,
    dossiers,
    events,
    interface,
    judging,
    judging_links,
    judging_pairs,
    network,
    overview,
    pairs,
    places,
    preferences,
    promises,
    search,
    stories,
)

ROUTERS = (
    overview.router,
    events.router,
    stories.router,
    actors.router,
    pairs.router,
    articles.router,
    search.router,
    dossiers.router,
    network.router,
    places.router,
    promises.router,
    judging.router,
    judging_pairs.router,
    judging_links.router,
    preferences.router,
    interface.router,
)
