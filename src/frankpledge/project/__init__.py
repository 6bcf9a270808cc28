"""The installation: settings, addresses and start-up checks."""
