"""The headings under which kinds are offered, in this order. A kind names its own."""

CLEANING = "Clean and safe places"
TELLING = "Telling and meeting people"
MEETING = "Groups and what they agree"
PROBLEMS = "Problems and operations"
POWERS = "Powers, orders and cameras"
NIGHT = "Licensing and the night"
SERVICES = "Services and support"
FAMILIES = (CLEANING, TELLING, MEETING, PROBLEMS, POWERS, NIGHT, SERVICES)
