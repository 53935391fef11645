"""The fake DeepL and the shop of the pipeline's own tests."""

from tests.services.translation.conftest import fake, shop

__all__ = ["fake", "shop"]
