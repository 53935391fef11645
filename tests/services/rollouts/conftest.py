"""The fake DeepL of the pipeline's tests."""

from tests.services.translation.conftest import fake

__all__ = ["fake"]
