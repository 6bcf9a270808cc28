"""Areas and their dates: districts, wards, LSOAs, police areas, partnerships, and the areas a partnership draws itself."""
