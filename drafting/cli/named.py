"""What the options of ``drafting batch`` name: a model, a price, the names of a class, a place for the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafting.batch.costs import Price
    from drafting.batch.rows import Row
    from drafting.models import ChatModel

__all__ = ["journal_beside", "model_named", "names_in", "pair", "price_of", "work_on_shard"]


def journal_beside(out: str, model: ChatModel | None) -> str:
    """Return where the journal of an output is, if nobody says."""
    if out == "-":
        return ":memory:" if model is None else "drafting-batch.journal"
    return f"{out}.journal"


def model_named(spec: str | None) -> ChatModel | None:
    """Open the model that --model names; None for the offline writer. Raises InputError or ModelError."""
    spec = (spec or "").strip()
    if spec.lower() in {"", "offline"}:
        return None
    if spec.startswith("langchain:"):
        from drafting.models.langchain import open_model as open_langchain

        # A try again of its own would sleep in a slot.
        return open_langchain(spec.partition(":")[2], retries=0)
    from drafting.models import open_model

    return open_model(spec)


def price_of(given: tuple[float, float] | None, model: ChatModel | None) -> Price | None:
    """Return the price given, or the listed one; None when neither is known."""
    from drafting.batch.costs import Price, known_price

    if given is not None:
        return Price(*given)
    return known_price(model.name) if model is not None else None


def names_in(given: str | None) -> tuple[str, ...]:
    """Return the names of --class-list: its words, or those of the text file it names."""
    if not given:
        return ()
    path = Path(given)
    if len(given) < 200 and path.is_file():
        given = path.read_text(encoding="utf-8-sig", errors="replace")
    return tuple(name.strip() for line in given.splitlines() for name in line.split(",") if name.strip())


def pair(given: str) -> tuple[str, str]:
    """Read FIELD=HEADING. Raises InputError."""
    field, equals, heading = given.partition("=")
    if not equals or not field.strip() or not heading.strip():
        raise InputError(f"--column needs a field and a heading, such as note=Remarks, not '{given[:40]}'.")
    return field.strip(), heading.strip()


def work_on_shard(rows: Sequence[Row], path: str, *, settings: dict[str, Any]) -> Any:
    """Do some rows on a worker of a cluster, and return what its journal holds then."""
    from drafting.batch.running import Batch
    from drafting.batch.shards import reachable
    from drafting.journal import Journal

    with Journal(reachable(path)) as journal:
        batch = Batch(
            journal,
            model_named(settings["model"]),
            most=settings["concurrency"],
            seed=settings["seed"],
            ask=not settings["no_ask"],
            double=not settings["no_double"],
            timeout=settings["timeout"],
        )
        batch.run(rows, lambda *_: None, vary=False)
        if batch.stopped:
            raise ModelError(batch.stopped)
        return journal.export()
