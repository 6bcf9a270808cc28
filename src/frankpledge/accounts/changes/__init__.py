"""Every way an account can change. Each function checks, writes and audits in one transaction."""

from frankpledge.accounts.changes.factors import (
    LastFactor,
    WrongCode,
    add_app,
    add_passkey,
    install_app,
    make_recovery_codes,
    remove_factor,
    start_factor_reset,
    use_code,
    use_factor_reset,
)
from frankpledge.accounts.changes.passwords import change_password, send_reset_letter
from frankpledge.accounts.changes.people import (
    AccountExists,
    AlreadySetUp,
    create_account,
    set_active,
    set_up,
    setup_link,
)
from frankpledge.accounts.changes.sessions import (
    begin_session,
    end_session,
    follow_key,
    log_in_failed,
    log_out,
    renew_session,
    see_session,
    sign_out_everywhere,
)

__all__ = [
    "AccountExists",
    "AlreadySetUp",
    "LastFactor",
    "WrongCode",
    "add_app",
    "add_passkey",
    "begin_session",
    "change_password",
    "create_account",
    "end_session",
    "follow_key",
    "install_app",
    "log_in_failed",
    "log_out",
    "make_recovery_codes",
    "remove_factor",
    "renew_session",
    "see_session",
    "send_reset_letter",
    "set_active",
    "set_up",
    "setup_link",
    "sign_out_everywhere",
    "start_factor_reset",
    "use_code",
    "use_factor_reset",
]
