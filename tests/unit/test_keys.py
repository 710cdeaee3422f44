"""Keys: their form, what is kept of them, and what a role may do."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest

from graph_service.access.keys import name_of, new_key, opens
from graph_service.access.rights import KEPT_FOR, LOCAL_ADMINISTRATOR, ROLES, VISITOR, Rights, verbs_of
from graph_service.access.viewer import PUBLIC


def test_a_key_holds_256_bits_and_only_their_digest_is_kept() -> None:
    key = new_key()
    name, _, secret = key.text.removeprefix("sillon_").partition("_")

    assert (name, len(secret)) == (key.name, 43)
    assert key.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in repr(key)
    assert len({new_key().text for _ in range(200)}) == 200


def test_a_key_opens_what_was_kept_of_it_and_nothing_else() -> None:
    key, other = new_key(), new_key()

    assert opens(key.text, key.digest)
    assert not opens(key.text, other.digest)
    assert not opens(key.text, None)
    assert not opens(key.text[:-1] + ("a" if key.text[-1] != "a" else "b"), key.digest)
    assert name_of(key.text) == key.name


@pytest.mark.parametrize(
    "text", ["", "sillon_", "sillon_zz_" + "a" * 43, "sillon_0123456789_" + "a" * 42, "sillon_0123456789_" + "é" * 43]
)
def test_what_has_not_the_form_of_a_key_has_no_name_and_opens_nothing(text: str) -> None:
    assert name_of(text) is None
    assert not opens(text, hashlib.sha256(b"").hexdigest())


def test_a_digest_of_nothing_is_opened_by_nothing() -> None:
    empty = hashlib.sha256(b"").hexdigest()

    assert not opens("", empty)
    assert not opens(new_key().text, empty)


def test_a_role_may_what_is_kept_for_it_and_a_key_no_more_than_it_was_given() -> None:
    assert {role: verbs_of(role) for role in ROLES} == {
        "member": ("read",),
        "analyst": ("read",),
        "administrator": ("read", "load", "administer"),
    }
    assert not Rights("administrator", verbs=("read",)).may("administer")
    assert not Rights("analyst", verbs=("administer",)).may("administer"), "a verb without the role is none"
    assert all(LOCAL_ADMINISTRATOR.may(verb) for verb in KEPT_FOR)
    assert not any(VISITOR.may(verb) for verb in KEPT_FOR)


def test_each_role_sees_what_is_inside_its_level_and_its_own() -> None:
    one = Rights("member", ("siret:1",), ("group:wood",), ("read",))

    def groups() -> tuple[str, ...]:
        return ("group:wood", "group:steel")

    assert one.viewer(groups).tokens == ("members", "public", "group:wood")
    assert one.viewer(groups).owners == ("siret:1",)
    assert dataclasses.replace(one, role="analyst").viewer(groups).level == "analysts"
    assert dataclasses.replace(one, role="analyst").viewer(groups).owners == ("siret:1",)
    assert {"private", "group:steel"} <= set(LOCAL_ADMINISTRATOR.viewer(groups).tokens)
    assert VISITOR.viewer(groups) == PUBLIC
