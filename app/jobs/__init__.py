"""What runs in the background: tasks of a few lines, each calling services; and their schedule."""
