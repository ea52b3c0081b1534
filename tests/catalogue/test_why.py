"""How often a condition has a finding, as a search result says it."""

import pytest

from conditions.catalogue.why import frequency


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.8, "very frequent"),
        (0.3, "frequent"),
        (0.05, "occasional"),
        (0.04, "very rare"),
        (0.01, "very rare or excluded"),  # the two bands meet here, and the card keeps the probability alone
        (0.0, "excluded"),
    ],
)
def test_frequency_in_words(probability, words):
    assert frequency(probability) == words
