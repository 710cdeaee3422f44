"""Every view is an address, and a link changes one thing of it."""

from __future__ import annotations

from graph_service.web.address import Address

VIEW = Address("/acteurs", (("q", "scierie"), ("sector", "naf:16"), ("page", "3"), ("lang", "de")))


def test_another_filter_starts_at_the_first_page() -> None:
    assert str(VIEW.with_(sphere="company")) == "/acteurs?q=scierie&sector=naf:16&lang=de&sphere=company"


def test_another_page_keeps_the_filters() -> None:
    assert str(VIEW.with_(page=4)) == "/acteurs?q=scierie&sector=naf:16&lang=de&page=4"


def test_another_language_keeps_the_page() -> None:
    assert str(VIEW.in_language("en")) == "/acteurs?q=scierie&sector=naf:16&page=3&lang=en"


def test_a_filter_is_taken_away_with_those_that_belong_to_it() -> None:
    assert str(VIEW.without("sector", "expand")) == "/acteurs?q=scierie&lang=de"


def test_an_export_has_the_filters_and_neither_page_nor_empty_fields() -> None:
    view = Address("/acteurs", (("q", ""), ("basis", "declared"), ("basis", "observed"), ("page", "2")))

    assert (
        str(view.exported("/v1/actors", "csv", "fr")) == "/v1/actors?basis=declared&basis=observed&lang=fr&format=csv"
    )


def test_what_was_typed_cannot_break_out_of_an_address() -> None:
    assert str(Address('/acteurs/"><b>', (("q", "a&b=c#d\"'"),))) == "/acteurs/%22%3E%3Cb%3E?q=a%26b%3Dc%23d%22%27"
