"""A dossier as a file: about one or two actors, a story, or the words of a search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from lagebild.judge import judged_readings
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.dossier import build_dossier
from lagebild.present.pdf import render_pdf
from lagebild.present.render import render_dossier
from lagebild.present.scope import Scope, of_actors, of_query, of_story
from lagebild.web.pages.parts import checked_id, typed
from lagebild.web.respond import plain, site_of, wants_json

router = APIRouter(include_in_schema=False)
MOST_ARTICLES = 2_000  # a dossier needs the whole picture and all readings: seconds for so many, and minutes for a large store
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


@router.get("/dossier")
def dossier(
    request: Request,
    a: str | None = None,
    b: str | None = None,
    story: str | None = None,
    q: str | None = None,
    form: str = "html",
) -> Response:
    """The dossier about the actors `a` and `b`, the story or the words, to be kept as a file."""
    site = site_of(request)
    view = site.view()
    actors = view.resolve([checked_id(name) for name in (a, b) if name])
    words = typed(q)
    if form not in MEDIA_TYPES or sum(bool(given) for given in (actors, story, words)) != 1:
        raise HTTPException(422, f"a dossier is about actors, a story or words, as {', '.join(MEDIA_TYPES)}")
    articles = view.articles(limit=1).total
    if articles > MOST_ARTICLES:
        raise HTTPException(
            422,
            f"the store has {articles} articles; from {MOST_ARTICLES} on, `lagebild dossier` makes a dossier on the command line",
        )
    with site.drawing:
        picture, readings = site.store.picture(), tuple(judged_readings(site.store))
        scope = scope_of(picture, readings, actors=actors, story=checked_id(story) if story else None, words=words or "")
        if wants_json(request):
            return JSONResponse(plain(build_dossier(picture, readings, scope)))
        content = rendered(picture, readings, scope, form)
    name = "-".join(re.sub(r"[^A-Za-z0-9-]", "", part) for part in (*actors, *((story,) if story else ()))) or "search"
    headers = {"content-disposition": f'attachment; filename="lagebild-{name}.{form}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def scope_of(picture: Picture, readings: Sequence[Reading], *, actors: Sequence[str], story: str | None, words: str) -> Scope:
    """What the dossier is about. Raises NotFoundError for an unknown story, and for words that no article holds."""
    if actors:
        return of_actors(actors, readings)
    return of_story(story, picture) if story is not None else of_query(words, readings)


def rendered(picture: Picture, readings: Sequence[Reading], scope: Scope, form: str) -> bytes:
    """The dossier as a file."""
    if form == "pdf":
        return render_pdf(picture, readings, scope)
    return render_dossier(picture, readings, scope, form="md" if form == "md" else "html").encode()
