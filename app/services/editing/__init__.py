"""What an editor does with a page: typing, saving, seeing what it means, letting readers have it."""
