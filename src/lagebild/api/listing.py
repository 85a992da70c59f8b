"""Lists of the API: rows, how many there are, and where the next page begins."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.datastructures import URL

from lagebild.api.served import Served
from lagebild.query import Page, View

Row = TypeVar("Row")
MOST_ROWS = 500
ROWS = 50


class Listing(BaseModel, Generic[Row]):
    """A page of a list. `total` counts the whole list; `next_cursor` is what `cursor` has to be for the next page."""

    items: list[Row]
    total: int
    next_cursor: str | None = Field(default=None, description="Null at the end of the list.")


class Paging:
    """Which part of a list is asked for."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows of the page.")] = ROWS,
        cursor: Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before.")] = None,
    ) -> None:
        self.limit = limit
        self.cursor = cursor


Part = Annotated[Paging, Depends()]


def served(request: Request) -> Served:
    """The served store."""
    found: Served = request.app.state.site
    return found


def view_now(request: Request) -> View:
    """The store as it is now."""
    return served(request).view()


Now = Annotated[View, Depends(view_now)]
Here = Annotated[Served, Depends(served)]


def listing(page: Page[Row], request: Request, response: Response) -> Listing[Row]:
    """The page as the API gives it, with a Link header to the next one (RFC 8288)."""
    if page.next_cursor is not None:
        following: URL = request.url.include_query_params(cursor=page.next_cursor)
        response.headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    return Listing[Row](items=list(page.items), total=page.total, next_cursor=page.next_cursor)
