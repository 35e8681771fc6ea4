"""Ids and nearest words."""

from hypothesis import given
from hypothesis import strategies as st

from factledger.read.identifiers import did_you_mean, is_id, nearest_id, slug
from factledger.read.web_addresses import AddressError, web_address


def test_ids_are_letters_and_digits_joined_by_single_hyphens_or_dots():
    good = ["xiaomi", "su7-ultra", "1.61-million", "小米", "Électrique"]
    bad = ["", "a--b", "-a", "a-", "a_b", "a b", "a/b", "a..b", "a.-b", "x" * 121]
    assert [is_id(text) for text in good] == [True] * len(good)
    assert [is_id(text) for text in bad] == [False] * len(bad)


@given(st.text())
def test_the_id_nearest_to_any_text_is_an_id_or_nothing(text):
    assert nearest_id(text) == "" or is_id(nearest_id(text)) or nearest_id(text)[-1] in "-."
    assert slug(slug(text)) == slug(text)


def test_advice_names_the_nearest_word_or_falls_back():
    assert did_you_mean("Xaomi", ["xiaomi", "byd"]) == "did you mean 'xiaomi'?"
    assert did_you_mean("tesla", ["xiaomi", "byd"], "add it") == "add it"


def test_web_addresses_are_kept_or_encoded_or_refused():
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
    assert web_address('http://小米.example/a|"b"') == "http://小米.example/a%7C%22b%22"
    refused = ["", "example.org", "ftp://example.org/", "https://", "https://a b/", "http://[x/", "http://a:x/"]
    assert [outcome(text) for text in refused] == [AddressError] * len(refused)


def outcome(text):
    """The address, or the kind of the refusal."""
    try:
        return web_address(text)
    except AddressError as error:
        return type(error)


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    assert outcome(text) is AddressError or str(outcome(text)).lower().startswith(("http://", "https://"))
