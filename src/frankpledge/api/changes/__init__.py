"""Everything that may happen to tokens, webhooks and calendars."""
