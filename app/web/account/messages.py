"""What Flask-Security says to people, in the words of this house."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

OFFER = _("Sign in first, please.")
WRONG = _("Address and password do not belong together, or this account is not open.")
CODE = _("This code is not right. Wait for the next one and try again.")
AGAIN = _("That took too long. Please start again.")
PASSKEY = _("This passkey could not be used here. Try again, or sign in with your password.")

MESSAGES: dict[str, tuple[Any, str]] = {
    "API_ERROR": (PASSKEY, "error"),
    "ANONYMOUS_USER_REQUIRED": (_("You are signed in already."), "info"),
    "DISABLED_ACCOUNT": (WRONG, "error"),
    "EMAIL_NOT_PROVIDED": (_("Your e-mail address is missing."), "error"),
    "GENERIC_AUTHN_FAILED": (WRONG, "error"),
    "INVALID_CODE": (CODE, "error"),
    "INVALID_EMAIL_ADDRESS": (_("This is no e-mail address."), "error"),
    "INVALID_INPUT": (_("This cannot be taken."), "error"),
    "INVALID_PASSWORD": (_("This is not your password."), "error"),
    "INVALID_RECOVERY_CODE": (_("This is none of your recovery codes, or it was used already."), "error"),
    "INVALID_REDIRECT": (_("This link does not lead into the office."), "error"),
    "NO_RECOVERY_CODES_SETUP": (_("You have no recovery codes yet."), "info"),
    "PASSWORD_CHANGE": (_("Your password was changed. All other browsers are signed out."), "success"),
    "PASSWORD_INVALID_LENGTH": (_("A password needs at least 12 characters."), "error"),
    "PASSWORD_IS_THE_SAME": (_("This is the password that you have already."), "error"),
    "PASSWORD_NOT_PROVIDED": (_("The password is missing."), "error"),
    "REAUTHENTICATION_REQUIRED": (_("To change this, say once more who you are."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. You can go on now."), "success"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords differ."), "error"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _("The second factor is on: from now on you need a code when you sign in."), "success",
    ),
    "TWO_FACTOR_DISABLED": (_("The second factor is off."), "success"),
    "TWO_FACTOR_INVALID_TOKEN": (CODE, "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("Welcome."), "success"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("This cannot be chosen."), "error"),
    "TWO_FACTOR_PERMISSION_DENIED": (OFFER, "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (AGAIN, "error"),
    "UNAUTHENTICATED": (OFFER, "info"),
    "UNAUTHORIZED": (_("Your role does not include this."), "error"),
    "WEBAUTHN_CREDENTIAL_DELETED": (_("The passkey “%(name)s” is gone."), "info"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (_("This passkey is set up already."), "error"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (PASSKEY, "error"),
    "WEBAUTHN_EXPIRED": (AGAIN, "error"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (PASSKEY, "error"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (
        _("A name has letters, digits, blanks and hyphens only."), "error",
    ),
    "WEBAUTHN_NAME_INUSE": (_("You have a passkey “%(name)s” already."), "error"),
    "WEBAUTHN_NAME_NOT_FOUND": (_("You have no passkey “%(name)s”."), "error"),
    "WEBAUTHN_NAME_REQUIRED": (_("The passkey needs a name."), "error"),
    "WEBAUTHN_NO_VERIFY": (PASSKEY, "error"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (PASSKEY, "error"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (_("You can sign in with the passkey “%(name)s” now."), "success"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (PASSKEY, "error"),
}  # fmt: skip
FAULTS = {
    "short": _("A password needs at least 12 characters."),
    "long": _("A password has at most 200 characters."),
    "simple": _("This is too simple: use different characters, best of all several words."),
    "guessed": _("This is easy to guess. Take several words that do not belong together."),
}


class Spoken:
    """Stands where Flask-Security looks for its own catalogues: its messages are ours, and lazy."""

    def gettext(self, said: Any, **values: Any) -> str:
        """A message in the language of the request, its values filled in."""
        return str(said) % values if values else str(said)

    def format_list(self, parts: list[str], **_: Any) -> str:
        """Parts of a sentence, one after the other."""
        return ", ".join(parts)
