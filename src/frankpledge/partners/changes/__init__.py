"""Every way a partnership and its people can change. Each checks, writes and logs in one transaction."""
