"""Where a page stands: slugs and the outline of the tree."""
