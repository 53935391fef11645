"""The contract of /api/manage/v1."""
