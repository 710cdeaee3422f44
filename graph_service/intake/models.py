"""What is asked of the loaders over HTTP, and what they report."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_service.http.parameters import Text
from graph_service.http.problems import Problem

_LOAD = "load:" + "0a" * 16


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LoadAsked(_Frozen):
    """Files of one source to load; they lie on the machine of the service."""

    source: Text = Field(max_length=100, description="id of a source, from /v1/sources", examples=["sirene"])
    files: list[Text] = Field(
        default_factory=list,
        max_length=100,
        description="absolute paths; empty: what ships with Sillon",
        examples=[["/data/etablissements.csv"]],
    )
    profile: Text | None = Field(
        None, max_length=100, description="which column names the file has", examples=["la-bonne-boite"]
    )
    epci: list[Text] = Field(
        default_factory=list,
        max_length=2_000,
        description="only these intercommunalities",
        examples=[["epci:200039865"]],
    )
    poles: list[Text] = Field(
        default_factory=list,
        max_length=100,
        description="NAME=epci:…,epci:…",
        examples=[["sillon-lorrain=epci:200039865,epci:245400676"]],
    )
    date: Text | None = Field(
        None, max_length=10, description="day of the extraction, of a file without dates", examples=["2025-01-31"]
    )
    lang: Text | None = Field(
        None, max_length=10, description="language of the names in a file that does not say it", examples=["fr"]
    )
    retire_anyway: bool = Field(
        False,
        description="retire what the file no longer tells even when it is much, or when rows of it are set aside",
        examples=[False],
    )
    dry_run: bool = Field(False, description="say what would change; write nothing", examples=[False])


class RollbackAsked(_Frozen):
    """A bulk load that was cut short."""

    load: Text = Field(max_length=200, description="its id, from /v1/loads", examples=[_LOAD])


class Job(_Frozen):
    """Long work: ask its address again until it is done or has failed."""

    id: str = Field(examples=["4f1c9a2b7d3e8056"])
    kind: Literal["load", "rollback"] = Field(examples=["load"])
    state: Literal["queued", "running", "done", "failed"] = Field(examples=["running"])
    stage: str | None = Field(None, description="what it is at", examples=["read"])
    done: int = Field(0, description="how far it is in this stage", examples=[4_000])
    total: int = Field(0, description="how far this stage goes; 0: unknown", examples=[17_091])
    report: dict[str, Any] | None = Field(
        None,
        description="of a job that is done",
        examples=[{"load": _LOAD, "source": "sirene", "read": 17_091, "new": 17_091, "changed": 0, "unchanged": 0}],
    )
    problem: Problem | None = Field(None, description="of a job that has failed", examples=[None])


class SourceOfData(_Frozen):
    """Where data comes from, and where to get it."""

    id: str = Field(examples=["sirene"])
    title: str = Field(examples=["Base Sirene des entreprises et de leurs établissements"])
    publisher: str = Field(examples=["Insee"])
    licence: str = Field(examples=["etalab-2.0"])
    homepage: str = Field(examples=["https://www.sirene.fr/"])
    how_to_get: str = Field(examples=["StockEtablissement_utf8.parquet, on the site of its publisher."])
    names_people: bool = Field(description="real firms or persons: refused beside the demonstration", examples=[True])


class Status(_Frozen):
    """State of the service; counts and loads are for the administrator."""

    build: str = Field(description="version of the code", examples=["0.1.0-5e1f0c9a7b2d"])
    ontology: str = Field(description="version of ontology and questions", examples=["c0ffee123456"])
    engine: str = Field(description="arcadedb or neo4j", examples=["arcadedb"])
    ready: bool = Field(examples=[True])
    detail: str = Field(description="why it is not ready; empty when it is", examples=[""])
    closed_by: str | None = Field(
        None, description="the unfinished load that holds the graph closed, to the administrator", examples=[_LOAD]
    )
    version: str | None = Field(
        None, description="version of the graph that this reader sees", examples=["9f2c4e7a1b3d5f60"]
    )
    version_date: str | None = Field(None, description="when it last changed, UTC", examples=["2025-03-01T08:00:00Z"])
    territory: str = Field(description="the home territory", examples=["pole:sillon-lorrain"])
    demonstration: bool = Field(description="fictitious actors", examples=[False])
    counts: dict[str, int] | None = Field(
        None, description="nodes per label, edges per type", examples=[{"Actor": 17_091, "IN_SECTOR": 17_080}]
    )
    last_loads: list[dict[str, Any]] | None = Field(
        None,
        description="the last load of each source",
        examples=[[{"id": _LOAD, "source": "sirene", "state": "finished"}]],
    )
    missing: list[str] | None = Field(None, description="sources that were never loaded", examples=[["nomenclature"]])
