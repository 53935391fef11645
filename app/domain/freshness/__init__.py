"""Is a translation still right, and what do readers get of it?"""
