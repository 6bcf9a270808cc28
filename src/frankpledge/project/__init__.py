"""The installation: settings, addresses and start-up checks."""

from __future__ import annotations

import socket


def free_port(host: str, port: int) -> bool:
    """Whether nothing listens there yet, so that it can be said before a server fails with a traceback."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
