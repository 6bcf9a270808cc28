"""How people log in: allauth's settings and ours, each with its reason. Read into ``settings``."""

from __future__ import annotations

from frankpledge.project import environment

AUTHENTICATION_BACKENDS = ["frankpledge.accounts.backends.EmailBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already proves the address
ACCOUNT_FORMS = {"login": "frankpledge.accounts.forms.LogInForm"}
ACCOUNT_ADAPTER = "frankpledge.accounts.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser; the server ends the session before that if idle
ACCOUNT_RATE_LIMITS = False  # ours counts failures only, across processes, before the password is hashed (throttle.py)
MFA_ADAPTER = "frankpledge.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "frankpledge.accounts.forms.SecondFactorForm",
    "authenticate_webauthn": "frankpledge.accounts.forms.PasskeyForm",
}
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Frankpledge"
# Browsers allow passkeys on a computer's own address without https; everywhere else the origin is checked.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = environment.text("FRANKPLEDGE_ADDRESS", "http://localhost:8000").startswith(
    "http://localhost"
)

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

# Argon2id first: what was hashed otherwise is hashed again at the next log-in.
PASSWORD_HASHERS = ["frankpledge.accounts.hashers.Argon2id", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "frankpledge.accounts.passwords.LengthValidator"},
    {"NAME": "frankpledge.accounts.passwords.CommonValidator"},
    {"NAME": "frankpledge.accounts.passwords.ContextValidator"},
]
# Asked for the names of a person's partnerships, which their password may not be made of.
PARTNERSHIPS_OF = "frankpledge.partners.access.partnerships_of"
# A link to choose a new password works once, and for ten minutes; so does one to replace lost second factors.
PASSWORD_RESET_TIMEOUT = 600

# Single sign-on by OpenID Connect, for people who already have an account here. All four settings or none.
OIDC_NAME = environment.text("FRANKPLEDGE_OIDC_NAME")  # as the button says it: "Eastmarch Council"
# The provider's address, under which its /.well-known/openid-configuration is.
OIDC_ISSUER = environment.text("FRANKPLEDGE_OIDC_ISSUER").rstrip("/")
# True when the provider itself demands a second factor of everybody: ours is then not asked as well.
OIDC_SATISFIES_SECOND_FACTOR = environment.flag("FRANKPLEDGE_OIDC_SATISFIES_SECOND_FACTOR", default=False)
_oidc = {
    "FRANKPLEDGE_OIDC_NAME": OIDC_NAME,
    "FRANKPLEDGE_OIDC_ISSUER": OIDC_ISSUER,
    # What the provider calls this installation.
    "FRANKPLEDGE_OIDC_CLIENT_ID": environment.text("FRANKPLEDGE_OIDC_CLIENT_ID"),
    # The secret the provider gave for it; best kept in a file (FRANKPLEDGE_OIDC_CLIENT_SECRET_FILE).
    "FRANKPLEDGE_OIDC_CLIENT_SECRET": environment.text("FRANKPLEDGE_OIDC_CLIENT_SECRET"),
}
if any(_oidc.values()) and not all(_oidc.values()):
    _missing = ", ".join(name for name, value in _oidc.items() if not value)
    raise environment.SettingWrong(f"Single sign-on is half set. Set {_missing} too, or none of the four.")
if OIDC_ISSUER and not OIDC_ISSUER.startswith(("https://", "http://localhost", "http://127.0.0.1")):
    raise environment.SettingWrong("FRANKPLEDGE_OIDC_ISSUER must begin with https://.")
SOCIALACCOUNT_ADAPTER = "frankpledge.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": _oidc["FRANKPLEDGE_OIDC_CLIENT_ID"],
                "secret": _oidc["FRANKPLEDGE_OIDC_CLIENT_SECRET"],
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_NAME
        else [],
    }
}
