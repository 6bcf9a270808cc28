"""Areas and their dates: districts, wards, LSOAs, police areas, partnerships, and those a partnership draws."""
