"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 64 MiB and two passes, on one thread: about a tenth of a second, over three times OWASP's floor."""

    time_cost = 2
    memory_cost = 64 * 1024
    parallelism = 1
