"""Every way a plan can change. Each function checks, writes and logs in one transaction."""
