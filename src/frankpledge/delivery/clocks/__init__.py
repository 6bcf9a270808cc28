"""The expiry clock: what runs out, who was told before it did, and what happens by itself when its day is over."""
