"""Close the network but for loopback, in every Python process that has this folder on its path.

The tests put it on PYTHONPATH, so the commands that they start are closed too. A call out is an error of its own kind:
code that shrugs off an OSError cannot hide it.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class NetworkUsedError(BaseException):
    """Something tried to leave this machine."""


def _refuse_outside(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"localhost", "None", ""}:
        return
    try:
        inside = ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NetworkUsedError(f"the tests may use no network, but something asked for {name}")


def _checked(sock: socket.socket, address: Any) -> None:
    if sock.family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_outside(address[0])


def connect(self: socket.socket, address: Any) -> None:
    """Connect, to this machine only."""
    _checked(self, address)
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:
    """Connect, to this machine only."""
    _checked(self, address)
    return _connect_ex(self, address)


def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    """Look up a name of this machine only."""
    _refuse_outside(host)
    return _getaddrinfo(host, *args, **kwargs)


socket.socket.connect = connect  # type: ignore[method-assign, assignment]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]
socket.getaddrinfo = getaddrinfo
