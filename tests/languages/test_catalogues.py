"""The files of the languages: complete, without remains, and of phrases with the same places."""

import re

import pytest

from pprkb.languages import OTHER_LANGUAGES
from pprkb.languages.translated import read_catalogue
from tests.languages.phrases import phrases

_PLACE = re.compile(r"\{\w*\}")


def _messages(language):
    catalogue = read_catalogue(language)
    assert catalogue is not None
    return [message for message in catalogue if message.id]


def _pair(message):
    one = message.id if isinstance(message.id, str) else message.id[0]
    return one, "" if isinstance(message.id, str) else message.id[1]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_language_has_every_phrase(language):
    said = {_pair(message) for message in _messages(language)}
    lacking = [f"{place}: {one}" for one, place in phrases().items() if one not in said]
    assert not lacking, "add these phrases to the .po file"


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_language_has_no_phrase_that_nobody_says(language):
    known = phrases()
    left = [_pair(one)[0] for one in _messages(language) if _pair(one) not in known]
    assert not left, "take these phrases out of the .po file"


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_phrases_are_said_and_keep_their_places(language):
    for message in _messages(language):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in forms:
            assert form.strip(), message.id
            wanted = set(_PLACE.findall(_pair(message)[0] + _pair(message)[1]))
            assert set(_PLACE.findall(form)) == wanted, message.id
        assert not message.fuzzy, message.id


FRENCH = [
    (r"'", "a straight apostrophe"),
    (r"\"", "a straight quotation mark"),
    (r"[“”]", "English quotation marks"),
    (r"«(?!\u00a0)|(?<!\u00a0)»", "no no-break space inside guillemets"),
    (r"(?<=\w):(?!//)|(?<= ):", "no no-break space before a colon"),
    (r"(?<=[\d}])%|(?<= )%", "no no-break space before %"),
    (r"\s[;!?]", "a space before ; ! or ?"),
    (
        r"\b[EA](?:tat|tude|cole|tats|vénement)\b|\bA (?:la|propos)\b",
        "a capital without its accent",
    ),
    (r"\.\.\.", "three dots for an ellipsis"),
]


@pytest.mark.parametrize(("pattern", "fault"), FRENCH, ids=[fault for _, fault in FRENCH])
def test_french_is_printed_as_in_quebec(pattern, fault):
    found = [
        form
        for message in _messages("fr")
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
        if re.search(pattern, form)
    ]
    assert not found, fault
