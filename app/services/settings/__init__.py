"""What a region decides about itself: its facts, languages, policies and organisations."""
