"""How people log in: allauth's settings and ours, each with its reason. Read into ``settings``."""

from __future__ import annotations

from frankpledge.project import environment

AUTHENTICATION_BACKENDS = ["frankpledge.accounts.backends.EmailBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already proves the address
ACCOUNT_ADAPTER = "frankpledge.accounts.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser; the server ends the session before that if idle
ACCOUNT_RATE_LIMITS = False  # ours counts failures only, across processes, before the password is hashed (throttle.py)
MFA_ADAPTER = "frankpledge.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Frankpledge"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A session left alone for this many minutes ends. Thirty is the most allowed; an installation may ask for less.
SESSION_IDLE_MINUTES = environment.number("FRANKPLEDGE_SESSION_IDLE_MINUTES", default=30, least=1)
if SESSION_IDLE_MINUTES > 30:
    raise environment.SettingWrong("FRANKPLEDGE_SESSION_IDLE_MINUTES is more than 30. Use 30 or fewer.")
# However busy, a session ends after this many hours. Twelve is the most allowed.
SESSION_HOURS = environment.number("FRANKPLEDGE_SESSION_HOURS", default=12, least=1)
if SESSION_HOURS > 12:
    raise environment.SettingWrong("FRANKPLEDGE_SESSION_HOURS is more than 12. Use 12 or fewer.")
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
# How long after giving a password or a code a person may change their factors without giving it again.
PROVED_FOR_SECONDS = 600

# Whether the last address in X-Forwarded-For is the visitor's: only behind a proxy that adds it.
BEHIND_PROXY = environment.flag("FRANKPLEDGE_BEHIND_PROXY", default=False)
