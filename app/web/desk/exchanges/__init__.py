"""The room of files that go out and come back."""
