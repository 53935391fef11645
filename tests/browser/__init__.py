"""What people do in a real Chromium."""
