"""What is asked of tokens, webhooks and calendars."""
