"""The criteria of a good message; the folder is the registry.

Each module here without a leading underscore holds one ``CRITERION``; a TOML file beside it holds its phrases. To add
a criterion, add a file: nothing else lists them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from drafting.criteria._criterion import GROUPS, Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.errors import InputError

__all__ = ["GROUPS", "Criterion", "Example", "Opinion", "load_criteria", "met", "not_asked", "reconsider"]


@cache
def load_criteria() -> tuple[Criterion, ...]:
    """Import every criterion file of this folder, in the order of the rubric.

    Raises InputError when a file has no ``CRITERION``, names an unknown group, or takes an id twice.
    """
    found: dict[str, Criterion] = {}
    for module in iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        criterion = getattr(import_module(f"{__name__}.{module.name}"), "CRITERION", None)
        if not isinstance(criterion, Criterion):
            raise InputError(
                f"The criterion file {module.name}.py has no CRITERION; define one or rename it _{module.name}.py."
            )
        if criterion.group not in GROUPS:
            raise InputError(
                f"The criterion {criterion.id} names the group {criterion.group!r}; use one of {', '.join(GROUPS)}."
            )
        if criterion.id in found:
            raise InputError(f"Two files define the criterion {criterion.id}; give one of them another id.")
        found[criterion.id] = criterion
    return tuple(sorted(found.values(), key=lambda one: (GROUPS.index(one.group), one.place, one.id)))
