"""Every way an account can change. Each function checks, writes and audits in one transaction."""

from frankpledge.accounts.changes.sessions import sign_out_everywhere

__all__ = ["sign_out_everywhere"]
