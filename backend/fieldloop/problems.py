"""Makes HTTP of everything that can go wrong: RFC 9457 problem+json with a stable `code`; nobody else does."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import structlog
from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from msgspec import DecodeError
from msgspec import ValidationError as MsgspecValidationError

from fieldloop import db
from fieldloop.errors import Problem, language_of, words
from fieldloop.refusals import CATALOGUE

MEDIA_TYPE = "application/problem+json"
# Text with a NUL, a moment outside the calendar: of the right type, and yet no column can hold it.
_UNSTORABLE = {asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError, asyncpg.DataError}

# Litestar keeps the name `state` for itself, and in its complaints names the argument, not the parameter.
_AS_SENT = {"in_state": "state"}

_log = structlog.get_logger("problem")
AnyRequest = Request[Any, Any, Any]


def answer(request: AnyRequest, code: str, facts: Mapping[str, Any]) -> Response[dict[str, Any]]:
    """Return the problem as an answer in the caller's language."""
    title, detail = words(code, language_of(request.headers.get("accept-language", "")))
    status = CATALOGUE[code].status
    body = {"type": f"urn:fieldloop:problem:{code}", "title": title, "status": status, "detail": detail, "code": code}
    headers = {"Retry-After": str(facts["retry_after"])} if "retry_after" in facts else {}
    if "offset" in facts:  # where an upload goes on
        headers["Upload-Offset"] = str(facts["offset"])
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response({**facts, **body}, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def on_problem(request: AnyRequest, error: Problem) -> Response[dict[str, Any]]:
    """Answer a refusal of our own; refused access and failed logins leave a line (ASVS V16.3)."""
    if error.kind.status in {401, 403}:
        _log.info("refused", code=error.code, route=request.scope.get("path_template"))
    return answer(request, error.code, error.facts)


def on_validation(request: AnyRequest, error: ValidationException) -> Response[dict[str, Any]]:
    """Answer input of the wrong shape, field by field."""
    extra: Any = error.extra if isinstance(error.extra, list) else []
    named = [(item.get("key", ""), item.get("message", "")) for item in extra]
    errors = [{"field": _AS_SENT.get(key, key), "message": message} for key, message in named]
    return answer(request, "input.invalid", {"errors": errors or [{"field": "", "message": error.detail}]})


def on_undecodable(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """Answer a body that is no JSON, not even text, or nested without end."""
    return answer(request, "input.invalid", {"errors": [{"field": "", "message": str(error)}]})


def on_unstorable(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """Answer a value that the database cannot hold; the log tells us if it was ours."""
    if type(error) not in _UNSTORABLE:
        return on_fault(request, error)
    _log.warning("unstorable", error=type(error).__name__, route=request.scope.get("path_template"))
    return answer(request, "input.invalid", {"errors": [{"field": "", "message": "a value cannot be stored"}]})


def on_http(request: AnyRequest, error: HTTPException) -> Response[dict[str, Any]]:
    """Answer what the framework refuses by itself."""
    code = {404: "not.found", 405: "method.not_allowed", 413: "input.too_large"}.get(error.status_code)
    if code is None and error.status_code < 500:
        return answer(request, "input.invalid", {"errors": [{"field": "", "message": error.detail}]})
    if code is None:
        return on_fault(request, error)
    found = answer(request, code, {})
    if error.status_code == 405:
        # RFC 9110: the answer must say what is allowed.
        found.headers.update(error.headers or {})
    return found


def on_fault(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """Answer a fault of ours without a word of its inside; the log has the rest."""
    if db.is_away(error):
        _log.warning("unavailable", error=type(error).__name__, route=request.scope.get("path_template"))
        return answer(request, "server.unavailable", {"retry_after": 5})
    _log.error("fault", route=request.scope.get("path_template"), exc_info=error)
    return answer(request, "server.error", {})


handlers: dict[Any, Any] = {
    Problem: on_problem,
    ValidationException: on_validation,
    NotFoundException: on_http,
    MethodNotAllowedException: on_http,
    HTTPException: on_http,
    DecodeError: on_undecodable,
    UnicodeDecodeError: on_undecodable,
    RecursionError: on_undecodable,
    MsgspecValidationError: on_undecodable,
    asyncpg.DataError: on_unstorable,
    Exception: on_fault,
}
