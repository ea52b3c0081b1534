"""Forms of allauth in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey that logs in by itself, unless it is asked to be a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What to call it"
        self.fields["name"].help_text = "Such as: my phone."
        self.initial["name"] = "My passkey"
        if "passwordless" in self.fields:
            field = self.fields["passwordless"]
            field.label = "Log in with it alone, without the password"
            field.help_text = "It then asks for your fingerprint, face or PIN. A plain security key may not be able to: untick this for one."
            field.initial = True
