"""All tests run as on a stranger's machine: an empty home folder, no keys, and no network but loopback."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_CLOSED = Path(__file__).parent / "offline"
_PRIVATE = ("OPENAI_", "DRAFTING_", "LANGCHAIN_", "LANGSMITH_", "ANTHROPIC_", "NLTK_", "XDG_", "HF_")
_PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}


def pytest_configure(config: pytest.Config) -> None:
    """Leave nothing of this machine in the environment, before any test module is imported."""
    home = tempfile.mkdtemp(prefix="kindnote-home-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in [*os.environ]:
        if name.startswith(_PRIVATE) or name.upper() in _PROXIES:
            del os.environ[name]
    os.environ["HOME"] = os.environ["USERPROFILE"] = home
    os.environ["NO_PROXY"] = "*"
    os.environ["COLUMNS"] = "80"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_CLOSED), os.environ.get("PYTHONPATH")]))
    sys.path.insert(0, str(_CLOSED))
    sys.modules.pop("sitecustomize", None)
    import sitecustomize  # noqa: F401 (importing it closes the network)

    sys.path.remove(str(_CLOSED))
    from hypothesis import settings  # it looks for its home folder when it is imported

    # the first example of a process loads the word lists; how long one takes is a matter of evals/bench
    settings.register_profile("kindnote", deadline=None)
    settings.load_profile("kindnote")
