"""Every way in which who clears what, what is seen again and what an audit found can change."""
