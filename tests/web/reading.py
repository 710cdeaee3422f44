"""What a program without JavaScript reads of a page or a table."""

from __future__ import annotations

import csv
import html
import io
import re

import httpx

ROW = re.compile(r'<th scope="row" class="name-cell"><a href="([^"?]+)[^"]*">([^<]+)</a>')


def text_of(answer: httpx.Response) -> str:
    """What a person reads: the page without its tags, one space between words."""
    body = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def names(answer: httpx.Response) -> list[str]:
    """The actors of a list, in order."""
    return [html.unescape(label) for _, label in ROW.findall(answer.text)]


def facet(answer: httpx.Response, name: str) -> dict[str, int]:
    """Value → count of a facet."""
    part = answer.text.partition(f'id="facet-{name}"')[2].partition("</section>")[0]
    found = re.findall(r"<a href[^>]*><span>(.*?)</span> <span class=\"n\">(\d+)</span></a>", part, re.DOTALL)
    return {html.unescape(re.sub(r"<[^>]+>|\(choisi.*?\)", "", label)).strip(): int(count) for label, count in found}


def links_of(answer: httpx.Response) -> set[str]:
    """Addresses of ours that the page leads to."""
    return {html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', answer.text)}


def table_of(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a CSV, by their headings."""
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def actors_of(answer: httpx.Response) -> list[str]:
    """The actors that head the rows of the page's tables, in order."""
    return re.findall(r'<th scope="row"[^>]*><a href="/acteurs/([^"?/]+)', answer.text)


def section(answer: httpx.Response, name: str) -> str:
    """What one reads of the section of this id."""
    part = answer.text.partition(f'<section class="section" id="{name}">')[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", part.partition('<section class="section"')[0])))
