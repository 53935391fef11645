"""What all tests share."""

pytest_plugins = [
    "tests.plugins.no_skips",
    "tests.fixtures.databases",
    "tests.fixtures.guides",
    "tests.fixtures.office",
    "tests.fixtures.post",
    "tests.fixtures.readers",
]
