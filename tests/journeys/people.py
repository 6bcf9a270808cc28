"""What a person does at the door: gets an app, reads its codes, keeps the recovery codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

from tests.journeys.browsing import Visitor

PASSWORD = "nine lanterns along the towpath"


def code_at(secret: str, step: int) -> str:
    """RFC 6238, written again here so that the server's reckoning is held to the standard and not to itself."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1)
    at = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class App:
    """An authenticator app on somebody's phone. It knows the clock; each of its codes is good once."""

    def __init__(self, secret: str) -> None:
        self.secret, self.last = secret, 0

    def code(self) -> str:
        """The next code not typed yet, which may be the one that begins in half a minute."""
        while (step := max(int(time.time()) // 30, self.last + 1)) > int(time.time()) // 30 + 1:
            time.sleep(0.5)
        self.last = step
        return code_at(self.secret, step)


def set_up_app(visitor: Visitor) -> App:
    """From the choice of a second factor to the page after it, as the pages lead."""
    page = visitor.page
    page.get_by_role("button", name="Set up an app").click()
    if visitor.scripted:
        page.get_by_text("I cannot use the camera").click()
    secret = re.search(r"<code>([A-Z2-7 ]{39})</code>", page.content())
    assert secret, page.content()
    app = App(secret[1].replace(" ", ""))
    page.get_by_label("code").fill(app.code())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="I have kept them").click()
    return app
