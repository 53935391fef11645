"""What a region decides about itself."""
