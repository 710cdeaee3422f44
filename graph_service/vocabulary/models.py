"""What the graph says about concepts and their schemes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scheme(_Frozen):
    """A vocabulary: NAF rév. 2, skills, equipment …"""

    id: str = Field(examples=["scheme:naf"])
    label: str = Field(examples=["NAF rév. 2"])
    version: str | None = Field(None, examples=["2008"])
    concepts: int = Field(description="how many concepts it has", examples=[1_728])


class SchemeRef(_Frozen):
    """A vocabulary, by id and name."""

    id: str = Field(examples=["scheme:naf"])
    label: str = Field(examples=["NAF rév. 2"])


class ConceptRef(_Frozen):
    """A concept, by id and name."""

    id: str = Field(examples=["naf:25"])
    label: str = Field(examples=["Fabrication de produits métalliques"])
    notation: str | None = Field(None, description="its code as published", examples=["25"])


class TreeNode(ConceptRef):
    """A concept in the tree of its scheme, with what lies below it."""

    narrower: int = Field(description="concepts directly below", examples=[8])
    descendants: int = Field(description="concepts below, at any depth", examples=[31])
    usage: dict[str, int] = Field(
        default_factory=dict,
        description="kind → how many things that this reader sees name it or what lies below it",
        examples=[{"Actor": 12, "Equipment": 3}],
    )


class Branch(_Frozen):
    """A concept with those below it, as far down as was asked."""

    node: TreeNode
    below: tuple[Branch, ...]


class UsedBy(_Frozen):
    """How many things of one kind name a concept in one way."""

    kind: str = Field(description="Actor, Equipment, Offer, Need, Problem, Stage …", examples=["Actor"])
    kind_label: str = Field(description="what such things are called", examples=["acteur"])
    link: str = Field(description="type of the edge", examples=["HAS_SKILL"])
    link_label: str = Field(description="how it reads from the thing", examples=["a la compétence"])
    direct: int = Field(description="that name the concept itself", examples=[4])
    total: int = Field(description="that name it or what lies below it", examples=[12])


class Mapping(_Frozen):
    """A concept of another scheme that a source matches with this one."""

    relation: str = Field(
        description="exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch", examples=["exactMatch"]
    )
    concept: ConceptRef


class Match(_Frozen):
    """Two concepts of different schemes, and how one stands to the other."""

    concept: ConceptRef
    relation: str = Field(
        description="exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch: what `other` is to `concept`",
        examples=["broadMatch"],
    )
    other: ConceptRef


class Concept(ConceptRef):
    """A concept with its names, its meaning, and what is around it."""

    scheme: str | None = Field(None, description="the first of `schemes`", examples=["scheme:naf"])
    scheme_label: str | None = Field(None, examples=["NAF rév. 2"])
    schemes: tuple[SchemeRef, ...] = Field(
        (),
        description="every vocabulary it is in, by id",
        examples=[[{"id": "scheme:naf", "label": "NAF rév. 2"}]],
    )
    labels: dict[str, str] = Field(
        description="language → name", examples=[{"fr": "Métallurgie", "en": "Basic metals"}]
    )
    alternatives: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="language → other names", examples=[{"fr": ["sidérurgie"]}]
    )
    definition: str | None = Field(None, examples=["Transformer le minerai ou la ferraille en métal."])
    definitions: dict[str, str] = Field(
        default_factory=dict,
        description="language → meaning",
        examples=[{"fr": "Transformer le minerai ou la ferraille en métal."}],
    )
    level: int | None = Field(None, description="depth in its scheme, 1 = top", examples=[2])
    replaced_by: str | None = Field(None, description="the concept to use instead", examples=["naf2025:25"])
    replaces: tuple[ConceptRef, ...] = Field((), description="concepts given up for this one", examples=[[]])
    path: tuple[ConceptRef, ...] = Field((), description="one way from the top down to it", examples=[[]])
    paths: tuple[tuple[ConceptRef, ...], ...] = Field(
        (), description="each way from a top down to it: as many as there are broader ones that lead up", examples=[[]]
    )
    broader: tuple[ConceptRef, ...] = Field((), examples=[[]])
    narrower: tuple[TreeNode, ...] = Field((), examples=[[]])
    related: tuple[ConceptRef, ...] = Field((), description="neighbours in meaning", examples=[[]])
    mappings: tuple[Mapping, ...] = Field((), examples=[[]])
    usage: tuple[UsedBy, ...] = Field((), description="who names it, of what this reader sees", examples=[[]])
    descendants: int = Field(description="concepts below, at any depth", examples=[31])


class Suggestion(ConceptRef):
    """A concept whose name answers what was typed."""

    scheme: str | None = Field(None, examples=["scheme:naf"])
    matched: str = Field(description="the name or code that answered", examples=["Fonderie de fonte"])
    score: float = Field(ge=0, le=1, description="how well", examples=[0.93])
    path: tuple[ConceptRef, ...] = Field((), description="one way from the top down to it", examples=[[]])
    broader: tuple[ConceptRef, ...] = Field((), examples=[[]])


class MeantConcept(ConceptRef):
    """A concept that somebody may mean by what he wrote."""

    scheme: str | None = Field(None, examples=["scheme:problem"])
    score: float = Field(
        ge=0,
        le=1,
        description="how well; one half is what a single word gives that no other concept has",
        examples=[0.72],
    )
    words: tuple[str, ...] = Field(description="his words that met it, as he wrote them", examples=[["soudeurs"]])
    matched: str | None = Field(
        None,
        description="the name they met most of; null: they met its definition or an example alone",
        examples=["Recruter des soudeurs"],
    )
    path: tuple[ConceptRef, ...] = Field((), description="one way from the top down to it", examples=[[]])
    broader: tuple[ConceptRef, ...] = Field((), examples=[[]])


class Subtree(_Frozen):
    """A concept and all below it, as intervals of the preorder numbers of this version of the vocabulary."""

    id: str = Field(examples=["naf:25"])
    intervals: tuple[tuple[int, int], ...] = Field(description="from, to (excluded)", examples=[[[120, 152]]])
    size: int = Field(examples=[32])
