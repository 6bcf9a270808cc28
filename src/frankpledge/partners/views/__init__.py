"""The pages of a partnership. Each makes one call into the domain."""
