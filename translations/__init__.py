"""Our own words in seven languages (gettext); nothing about content."""
