"""Say in one plain sentence why a model did not answer, whichever vendor's exception it was."""

from __future__ import annotations

import re
from contextlib import suppress

from drafting.errors import ModelError
from drafting.models import Fault


def explain(error: BaseException, *, name: str, where: str) -> ModelError:
    """Return the ModelError for a vendor's exception; ``where`` is the server's address, or the vendor's name.

    Goes by status code and class name, so that it needs no vendor's import. The message never holds a key.
    """
    if isinstance(error, ModelError):
        return error
    status = getattr(error, "status_code", None)
    kinds = " ".join(one.__name__ for one in type(error).__mro__)
    if status in {401, 403} or "Authentication" in kinds or "PermissionDenied" in kinds:
        return ModelError(f"{where} refused the key for {name}; check the API key (OPENAI_API_KEY for openai).")
    if status == 404 or "NotFound" in kinds:
        return ModelError(f"{where} does not know the model {name}; check the model's name and OPENAI_BASE_URL.")
    if status == 429 or "RateLimit" in kinds:
        return ModelError(f"{where} is busy or the quota for {name} is used up; wait a little, or work offline.")
    if "Timeout" in kinds:
        return ModelError(f"{where} did not answer in time for {name}; try again, or work offline.")
    if "Connect" in kinds or "Transport" in kinds or "Network" in kinds or isinstance(error, OSError):
        return ModelError(
            f"{where} cannot be reached for {name}; check the network and OPENAI_BASE_URL, or work offline."
        )
    if isinstance(error, ValueError | TypeError) or "ResponseValidation" in kinds:
        return ModelError(f"{where} did not answer like a chat model for {name}; check OPENAI_BASE_URL and try again.")
    if isinstance(status, int) and status >= 500:
        return ModelError(f"{where} has a fault of its own (status {status}) for {name}; try again, or work offline.")
    return ModelError(
        f"{where} refused the request for {name}: {_first_line(error)}; try another model, or work offline."
    )


def fault(error: BaseException, *, name: str, where: str) -> Fault:
    """Return what to do about a vendor's exception, and the ModelError that tells it."""
    told = explain(error, name=name, where=where)
    status = getattr(error, "status_code", None)
    kinds = " ".join(one.__name__ for one in type(error).__mro__)
    said = f"{getattr(error, 'code', '')} {error}".lower()
    if status in {401, 402, 403, 404} or "Authentication" in kinds or "insufficient_quota" in said:
        return Fault("stop", told)
    after = _after(error)
    if status in {429, 529} or "RateLimit" in kinds or (status == 503 and after is not None):
        return Fault("busy", told, after=after)
    if "ConnectError" in " ".join(type(one).__name__ for one in _chain(error)):
        return Fault("away", told)
    if isinstance(status, int):
        return Fault("passing" if status >= 500 or status in {408, 409} else "refused", told)
    if "Timeout" in kinds or "Connect" in kinds or isinstance(error, OSError | ValueError | TimeoutError):
        return Fault("passing", told)
    return Fault("refused", told)


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _after(error: BaseException) -> float | None:
    """Seconds that the server asks to wait; None when it does not say so in a number."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    for header, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        with suppress(KeyError, TypeError, ValueError):
            return max(0.0, float(headers[header]) / unit)
    return None


def _first_line(error: BaseException) -> str:
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    line = re.sub(r"(?i)\b(?:sk|key|bearer)[-_ ][\w*.-]{4,}", "***", line)
    return line[:160].rstrip(" .;")
