"""Plans with a date: wall clocks and calendars."""
