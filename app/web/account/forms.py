"""The forms of Flask-Security where this house asks for less, or takes answers more kindly."""

from __future__ import annotations

from typing import Any

from flask_security import (
    LoginForm,
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    WebAuthnRegisterForm,
)
from flask_security.webauthn import WebAuthnSigninForm, WebAuthnSigninResponseForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice


class SignInForm(LoginForm):
    """Address and password. Nobody is remembered for weeks."""

    remember = None


class SetupForm(TwoFactorSetupForm):
    """Switches the authenticator app on or off."""

    setup = RadioField(
        choices=[SelectChoice("disable"), SelectChoice("authenticator")], validate_choice=False
    )


class NoRescueForm(TwoFactorRescueForm):
    """What Flask-Security wants to be there, and nobody sees: recovery codes are linked to instead."""

    help_setup = RadioField(choices=[SelectChoice("recovery_code")])


class NewPasskeyForm(WebAuthnRegisterForm):
    """The name of a new passkey, which always stands for address and password both."""

    usage = RadioField(choices=[SelectChoice("first")], default="first")


class PasskeyForm(WebAuthnSigninForm):
    """Asks for a passkey, without being remembered for weeks."""

    def validate(self, **how: Any) -> bool:
        """Whether it may go on."""
        self.remember.data = False
        return bool(super().validate(**how))


class PasskeyResponseForm(WebAuthnSigninResponseForm):
    """Takes a passkey's answer, without remembering it for weeks."""

    def validate(self, **how: Any) -> bool:
        """Whether the answer is right."""
        self.remember.data = ""
        return bool(super().validate(**how))


class RecoveryForm(MfRecoveryForm):
    """Takes a recovery code as people type it from paper."""

    def validate(self, **how: Any) -> bool:
        """Whether it is one of theirs."""
        self.code.data = "".join((self.code.data or "").split()).lower()
        return bool(super().validate(**how))
