"""The pages: each module gathers what a page shows into a frozen record; the templates only arrange it."""

from lagebild.web.pages import (
    actors,
    articles,
    events,
    interface,
    judging,
    network,
    overview,
    pairs,
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
    network.router,
    promises.router,
    judging.router,
    preferences.router,
    interface.router,
)
