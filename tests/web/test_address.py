"""Every view is an address, and a link changes one thing of it."""

from __future__ import annotations

from graph_service.web.address import Address, address_of, exported

VIEW = Address("/acteurs", (("q", "scierie"), ("sector", "naf:16"), ("page", "3"), ("lang", "de")))


def test_another_filter_starts_at_the_first_page() -> None:
    assert str(VIEW.with_(sphere="company")) == "/acteurs?q=scierie&sector=naf:16&lang=de&sphere=company"


def test_another_page_keeps_the_filters() -> None:
    assert str(VIEW.with_(page=4)) == "/acteurs?q=scierie&sector=naf:16&lang=de&page=4"


def test_another_language_keeps_the_page() -> None:
    assert str(VIEW.in_language("en")) == "/acteurs?q=scierie&sector=naf:16&page=3&lang=en"


def test_a_filter_is_taken_away_with_those_that_belong_to_it() -> None:
    assert str(VIEW.without("sector", "expand")) == "/acteurs?q=scierie&lang=de"


def test_what_no_page_asks_goes_no_further_and_what_is_said_twice_is_said_once() -> None:
    given = [
        ("utm_source", "lettre"),
        ("q", "a"),
        ("basis", "declared"),
        ("after", "x"),
        ("limit", "5"),
        ("q", "scierie"),
        ("basis", "observed"),
        ("basis", "declared"),
    ]

    assert str(address_of("/acteurs", given)) == "/acteurs?basis=declared&q=scierie&basis=observed"


def test_an_export_has_the_filters_the_language_and_where_to_go_on() -> None:
    filters = (("basis", "declared"), ("basis", "observed"))

    assert str(exported("/v1/actors", filters, "csv", "fr")) == (
        "/v1/actors?basis=declared&basis=observed&lang=fr&format=csv"
    )
    assert str(exported("/v1/actors", (), "csv", "fr", "page-2")) == "/v1/actors?lang=fr&format=csv&after=page-2"


def test_what_was_typed_cannot_break_out_of_an_address() -> None:
    assert str(Address('/acteurs/"><b>', (("q", "a&b=c#d\"'"),))) == "/acteurs/%22%3E%3Cb%3E?q=a%26b%3Dc%23d%22%27"
