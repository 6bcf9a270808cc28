"""What a password may be: long, and not one a guesser tries early. No rules about its characters, and no expiry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from frankpledge.accounts.models import User

LEAST, MOST = 12, 256
HELP = f"At least {LEAST} characters. Three or four words that do not belong together are easy to remember."

# A password that a good guesser would reach within this many tries is refused.
GUESSES = 10**9
# Estimating looks at this much; what is longer than this is not guessed for its beginning.
LOOKED_AT = 64
HOUSE_WORDS = ("frankpledge", "community safety", "partnership")
LEAST_WORD = 4

# Ways a finger wanders over the keyboard, each twice so that it may begin anywhere.
_WALKS = tuple(
    walk * 2
    for walk in (
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "zaqxswcdevfrbgtnhymjukilop",
        "qweasdzxc", "qawsedrftgyhujikolp", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()", "!\"£$%^&*()",
    )
)  # fmt: skip
_SHORTEST_WALK = 3
_BESIDE_WALKS = 4  # so many other characters beside do not make a walk hard to guess

_LEET = str.maketrans("@4301!$57+", "aaeoiisstt")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class LengthValidator:
    """Long enough to resist guessing; not so long that hashing it is an attack."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(
                _("Use a password of at least {} characters").format(LEAST), code="password_too_short"
            )
        if len(password) > MOST:
            raise ValidationError(_("Use a password of at most {} characters").format(MOST), code="password_too_long")

    def get_help_text(self) -> str:
        return HELP


class CommonValidator:
    """Refuses what is on lists of common passwords, and what is one of those in disguise."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        known = any(form in self.common for form in plainer(password))
        if known or only_walks(password) or _guessable(password, user):
            raise ValidationError(
                _("Use a password that is harder to guess, for example four words that do not belong together"),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Not a common password, nor a pattern on the keyboard.")


class ContextValidator:
    """Refuses the words anybody would try here: ours, the partnership's and the person's own."""

    def validate(self, password: str, user: Any = None) -> None:
        context = {_letters(word) for word in context_of(user)}
        typed = _letters(password)
        for word in sorted((word for word in context if len(word) >= LEAST_WORD), key=len, reverse=True):
            typed = typed.replace(word, "")
        if len(typed) < LEAST and typed != _letters(password):
            raise ValidationError(
                _("Use a password that is not made of your name, your e-mail address, or the name of this service"),
                code="password_of_context",
            )

    def get_help_text(self) -> str:
        return _("Not your name, your e-mail address, or the name of your partnership.")


def context_of(user: User | None) -> set[str]:
    """The words a guesser would try for this person, whole and in parts."""
    words = set(HOUSE_WORDS)
    if user is not None:
        words |= {user.name, user.email, user.email.partition("@")[0]}
        words |= set(getattr(user, "password_context", ()))
        if user.pk:
            partnerships_of: Callable[..., Iterable[Any]] = import_string(settings.PARTNERSHIPS_OF)
            words |= {partnership.name for partnership in partnerships_of(user, today=_today())}
    return words | {part for word in words for part in re.split(r"[\W_]+", word) if len(part) >= LEAST_WORD}


def plainer(password: str) -> set[str]:
    """The password as it was before it was made longer: capitals, digits at the ends, doubling, look-alikes undone.

    >>> "liverpool" in plainer("Liverpool2024!"), "monkey" in plainer("m0nkeymonkey1")
    (True, True)
    """
    small = password.lower()
    forms = {small, re.sub(r"^[\W\d_]+|[\W\d_]+$", "", small)}
    forms |= {form.translate(_LEET) for form in forms}
    forms |= {_NOT_LETTERS.sub("", form) for form in forms}
    forms |= {_undoubled(form) for form in forms}
    return {form for form in forms if len(form) >= LEAST_WORD}


def only_walks(password: str) -> bool:
    """Whether hardly anything is left of the password when the walks over the keyboard are taken out of it.

    >>> only_walks("1qaz2wsx3edc!"), only_walks("fvtgbyhn-qwerty"), only_walks("kettle heron oboe")
    (True, True, False)
    """
    left, small = 0, password.lower()
    while small:
        step = next((size for size in range(len(small), _SHORTEST_WALK - 1, -1) if _is_walk(small[:size])), 0)
        left += not step
        small = small[step or 1 :]
    return left <= _BESIDE_WALKS


def _is_walk(piece: str) -> bool:
    return any(piece in walk or piece[::-1] in walk for walk in _WALKS)


def _undoubled(text: str) -> str:
    """The shortest piece of which the text is made by saying it over and over."""
    return text[: (text + text).find(text, 1)] if text else text


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower().translate(_LEET))


def _guessable(password: str, user: User | None) -> bool:
    from zxcvbn import zxcvbn  # its word lists take a moment to load, and only choosing a password needs them

    return int(zxcvbn(password[:LOOKED_AT], user_inputs=sorted(context_of(user)))["guesses"]) < GUESSES


def _today() -> date:
    return timezone.localdate()
