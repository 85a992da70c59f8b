"""One shape for every error: problem details (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.errors import ArticleError, InputError, LagebildError, NotFoundError

MEDIA_TYPE = "application/problem+json"


class InvalidParam(BaseModel):
    """One value of a request that cannot be used: where it stands, and why."""

    name: str
    reason: str


class Problem(BaseModel):
    """An error as RFC 9457 writes it."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(default="about:blank", description="Always about:blank: the status says which kind of error it is.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    invalid: list[InvalidParam] = Field(default_factory=list)


def problem_of(status: int, detail: str, *, instance: str, invalid: list[InvalidParam] | None = None) -> Problem:
    """The problem with the title that the status has."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, instance=instance, invalid=invalid or [])


def problem_response(
    status: int, detail: str, *, instance: str, invalid: list[InvalidParam] | None = None, headers: dict[str, str] | None = None
) -> Response:
    """The problem as an answer."""
    problem = problem_of(status, detail, instance=instance, invalid=invalid)
    body = json.dumps(problem.model_dump(), ensure_ascii=False)
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def status_of(error: Exception) -> int:
    """The status that an error of ours has: the one place that says so."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, RequestValidationError | ArticleError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, InputError):
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.INTERNAL_SERVER_ERROR


def detail_of(error: Exception) -> str:
    """What the person who asked may read; errors that are not ours stay in the log."""
    if isinstance(error, HTTPException):
        return str(error.detail)
    if isinstance(error, RequestValidationError):
        return "the request has values that cannot be used"
    if isinstance(error, LagebildError):
        return str(error)
    return "the server failed on this request; its log says why"


def invalid_of(error: Exception) -> list[InvalidParam]:
    """The values that a check of the request refused."""
    if not isinstance(error, RequestValidationError):
        return []
    return [InvalidParam(name=_where(found), reason=str(found["msg"])) for found in error.errors()]


def _where(found: Any) -> str:
    return ".".join(str(part) for part in found["loc"])
