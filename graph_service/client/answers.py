"""What the analyst's object answers: plain dicts that know their facts, method, date, version, and draw themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload
from urllib.parse import urlencode

from graph_service.client.api import Json
from graph_service.client.notebook import page_of
from graph_service.client.question import Question
from graph_service.kernel.errors import CursorExpired, NotAcceptable

Row = dict[str, Any]


class Picture:
    """A drawing that a notebook shows by itself."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write it as an SVG file; where it was written."""
        written = Path(path)
        written.write_text(self.svg, encoding="utf-8")
        return written


class Answered:
    """What every answer knows of itself."""

    def __init__(self, question: Question, most: int | None = None) -> None:
        self._question = question
        self._most = most
        self._pages = question.answers(most)
        self._explained: list[Json] | None = None
        self._method: str | None = None

    @property
    def meta(self) -> Json:
        """What the service says about the answer: level, counts by basis, what was left out, where it was sought."""
        meta: Json = self._pages[0]["meta"]
        return meta

    @property
    def version(self) -> str:
        """The version of the graph that was read."""
        return str(self.meta["version"])

    @property
    def date(self) -> str | None:
        """When the graph last changed, UTC, ISO 8601; None for an empty one."""
        moved: str | None = self.meta["version_date"]
        return moved

    @property
    def address(self) -> str:
        """The address that gives the same rows at the same version."""
        query = urlencode({key: _spelt(value) for key, value in self._question.params.items()}, doseq=True)
        return self._question.api.address + self._question.path + (f"?{query}" if query else "")

    @property
    def method(self) -> str:
        """The question of the catalogue, or the computation, that found the rows."""
        if self._method is None:
            if not self._question.explains:
                self._method = self._question.path.removeprefix("/v1/queries/")
            elif self._explained is not None or not self._question.paged:
                self._method = str(self._explanations()[0]["explain"]["method"])
            else:
                self._method = str(self._question.answers(1, explain=True)[0]["explain"]["method"])
        return self._method

    @property
    def facts(self) -> dict[str, Row]:
        """The facts that the answer stands on, by id: edge, basis, confidence, source, date. Asked when first wanted.

        Raises CursorExpired when the graph has changed since: the facts would be those of other rows.
        """
        if not self._question.explains:
            raise NotAcceptable(
                "Une question du catalogue ne s’explique pas ; ses lignes nomment leurs faits.",
                "A question of the catalogue does not explain itself; its rows name their facts.",
            )
        return {key: fact for page in self._explanations() for key, fact in page["explain"]["facts"].items()}

    def _explanations(self) -> list[Json]:
        if self._explained is None:
            pages = self._question.answers(self._most, explain=True)
            if pages[0]["explain"]["version"] != self.version:
                raise CursorExpired(
                    "Le graphe a changé depuis cette réponse : posez la question à nouveau.",
                    "The graph has changed since this answer: ask again.",
                )
            self._explained = pages
        return self._explained


class Rows(Answered, Sequence[Row]):
    """Rows of an answer, in its order.

    `shown`: the columns of its table in a notebook; `drawn`: how it is drawn, when it can be.
    """

    def __init__(
        self,
        question: Question,
        *,
        most: int | None = None,
        shown: Sequence[str] = (),
        drawn: Callable[[Rows], str] | None = None,
    ) -> None:
        super().__init__(question, most)
        self._rows: list[Row] = [row for page in self._pages for row in page["data"]][:most]
        self._shown = shown
        self._drawn = drawn

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self._question.path}, version {self.version}>"

    @property
    def total(self) -> int:
        """How many rows there are, asked for or not."""
        total: int | None = self.meta.get("total")
        return len(self) if total is None else total

    @property
    def api(self) -> Any:
        """The service that answered."""
        return self._question.api

    @property
    def params(self) -> Mapping[str, Any]:
        """What was asked."""
        return self._question.params

    def to_dataframe(self) -> Any:
        """The rows as a pandas DataFrame. Raises NotAcceptable when pandas is not installed."""
        return dataframe(self._rows)

    def plot(self) -> Picture:
        """The drawing. Raises NotAcceptable when these rows have none."""
        if self._drawn is None:
            raise NotAcceptable("Ces lignes ne se dessinent pas.", "These rows have no drawing.")
        return Picture(self._drawn(self))

    def _repr_html_(self) -> str:
        drawing = self._drawn(self) if self._drawn is not None else ""  # of no rows too: where nothing was found
        return page_of(self, self._rows, self._shown, drawing)


class File(Answered, Mapping[str, Any]):
    """The file of an actor: what each source says of it, and every fact around it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._data: Row = self._pages[0]["data"]

    def __getitem__(self, name: str) -> Any:
        return self._data[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        return f"<file of {self['label']}, version {self.version}>"

    def to_dataframe(self) -> Any:
        """Its facts as a pandas DataFrame, one a row. Raises NotAcceptable when pandas is not installed."""
        return dataframe(list(self.facts.values()))

    def _repr_html_(self) -> str:
        shown = ("type", "start_label", "end_label", "basis", "confidence", "source_label", "observed_on")
        return page_of(self, list(self.facts.values()), shown, "", title=str(self["label"]))


def dataframe(rows: Sequence[Row]) -> Any:
    """`rows` in pandas, which is not needed for anything else and is imported here only."""
    try:
        import pandas
    except ModuleNotFoundError:
        raise NotAcceptable(
            "to_dataframe() demande pandas : pip install 'sillon[analyst]'.",
            "to_dataframe() needs pandas: pip install 'sillon[analyst]'.",
        ) from None
    return pandas.DataFrame(list(rows))


def _spelt(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return value
