"""The domain's errors: each carries the datum that explains it; no HTTP in here."""


class WegweiserError(Exception):
    """Anything a caller may have to explain to a person."""


class NotFound(WegweiserError):
    """What was asked for does not exist, or not where it was asked for."""


class Conflict(WegweiserError):
    """Somebody else was quicker: the caller's picture of the data is old."""


class NotAllowed(WegweiserError):
    """The caller may not do this."""


class Invalid(WegweiserError):
    """The input is wrong; the message names what and where.

    For a form that says it beside the field, in the language of whoever fills it in: the `field`, the
    `kind` of fault in a word, and the `text` that it is about.
    """

    def __init__(self, message: str, field: str = "", kind: str = "", text: str = "") -> None:
        super().__init__(message)
        self.field, self.kind, self.text = field, kind, text


class TranslationFailed(WegweiserError):
    """An engine did not translate; `kind` says what that means for the work.

    too-many (slow down), quota (nothing left until the period ends), refused (wrong key: tell the
    operator), too-large (send less at once), unavailable (try later), silent (no answer: it may
    have been billed), malformed (it can't read what we sent, or we what it answered).
    """

    def __init__(self, kind: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.kind, self.status = kind, status
