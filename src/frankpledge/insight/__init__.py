"""Crime on the page: what is loaded, what changed, where, is it real, and what to do about it."""
