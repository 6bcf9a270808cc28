"""Sends a signed message to a webhook's address, and only to addresses that the world may reach."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from urllib.parse import urlsplit

import urllib3
from django.conf import settings

SECONDS = urllib3.Timeout(connect=5, read=10)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # a gateway would turn these into any IPv4 address, ours too
_WEB = {"https": 443, "http": 80}


class NotTaken(Exception):
    """The other end did not take the message: its status, if it answered at all."""

    def __init__(self, problem: str, status: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.status = problem, status


def why_not(address: str) -> str:
    """Why nothing may be sent there, or "". Asked when it is set and again before each message: names move."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # a port or a bracketed address that is none
        return "This is not a web address."
    if parts.scheme not in _WEB or not parts.hostname or parts.username or parts.password:
        return "Write a whole web address without a name and password in it, such as https://example.gov.uk/hook."
    if settings.WEBHOOKS_INSIDE:
        return ""
    if parts.scheme != "https":
        return "The address must begin with https://, so that nobody on the way reads or changes the messages."
    return "" if _places(parts.hostname, port or _WEB["https"]) else "This address is not one the world can reach."


def _places(host: str, port: int) -> list[str]:
    """The numeric addresses behind a name, if every one of them is the world's: else a name could lead inside."""
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return []
    return sorted(found) if all(map(_is_the_worlds, found)) else []


def _is_the_worlds(number: str) -> bool:
    """Whether a numeric address is one machine's in the open: an old address wrapped in a new one counts as the old."""
    place = ipaddress.ip_address(number)
    if isinstance(place, ipaddress.IPv6Address):
        if place in _TRANSLATED:
            return False
        place = place.ipv4_mapped or place.sixtofour or place
    return place.is_global and not place.is_multicast


def signature(secret: str, body: str, at: int) -> str:
    """``t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hexadecimal>``: the receiver checks both the words and the time."""
    made = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"


def send(address: str, body: str, *, secret: str, event: str, number: str, at: int) -> int:
    """Send it, and give the status of the answer. Raises ``NotTaken`` for anything but a 2xx; follows no redirect."""
    if problem := why_not(address):
        raise NotTaken(problem)
    parts = urlsplit(address)
    port = parts.port or _WEB[parts.scheme]
    host = str(parts.hostname)
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": "Frankpledge-Webhook/1",
        "Frankpledge-Event": event,
        "Frankpledge-Delivery": number,
        "Frankpledge-Signature": signature(secret, body, at),
    }
    # Connect to the very place that was looked at: a name that moves between the look and the call leads nowhere.
    places = [host] if settings.WEBHOOKS_INSIDE else _places(host, port)
    if not places:
        raise NotTaken("Its name leads nowhere the world can reach")
    place = places[0]
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            place, port, timeout=SECONDS, retries=False, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(place, port, timeout=SECONDS, retries=False)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        # Only the status is read: what the other end says besides, and how slowly, is nothing to us.
        answer = pool.urlopen("POST", path, body=body.encode(), headers=headers, redirect=False, preload_content=False)
        status = int(answer.status)
        answer.close()
    except urllib3.exceptions.HTTPError as wrong:
        raise NotTaken(f"No answer: {type(wrong).__name__}") from wrong
    if not 200 <= status < 300:
        raise NotTaken(f"It answered {status}", status)
    return status
