"""What a site asks of robots (RFC 9309), and whether a look at an address is within it."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "Wegweiser"


def robots_url(url: str) -> str:
    """Where the site of an address says what it asks of robots."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def permits(robots: str, url: str) -> bool:
    """Whether a site's robots.txt lets us look at one of its addresses; an empty one does."""
    if not robots.strip():
        return True
    rules = RobotFileParser()
    rules.parse(robots.splitlines())
    return rules.can_fetch(AGENT, url)
