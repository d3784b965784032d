from datetime import date

import pytest

from retrieval.digest.composing import compose
from tests.retrieval.editions import article


def bridge(number, publisher, *sentences, **known):
    return article(
        number, sentences, title="Harland Bridge falls", publisher=publisher, published=date(2025, 3, 4), **known
    )


def two_stories():
    fall = "The Harland Bridge collapsed into the River Tolle on Monday night and 14 people were injured, police said."
    also = "Police said that 14 people were injured when the Harland Bridge collapsed into the River Tolle on Monday night."
    shop = "Osmond Bakeries has opened its hundredth shop, in the old post office of Fenwick."
    return [
        bridge(1, "The <Ledger>", fall, "Engineers had warned Harland about the rusting cables of the bridge.",
               url="https://ledger.example/bridge", also_in=("Evening Echo",)),
        bridge(2, "Harbour *Post*", also, "Ferries will carry commuters across the River Tolle until a new bridge stands."),
        article(3, (shop,), title="A <script>alert(1)</script> bakery", published=date(2025, 3, 4), url="javascript:alert(1)"),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def digest():
    return compose(two_stories())
