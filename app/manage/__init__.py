"""/api/manage/v1: everything that people do in the office, for machines with a token."""
