"""Say in one plain sentence why a model did not answer, whichever vendor's exception it was."""

from __future__ import annotations

import re

from drafting.errors import ModelError


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


def _first_line(error: BaseException) -> str:
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    line = re.sub(r"(?i)\b(?:sk|key|bearer)[-_ ][\w*.-]{4,}", "***", line)
    return line[:160].rstrip(" .;")
