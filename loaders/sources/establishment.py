"""One row of the SIRENE register: what it says, what is doubtful in it, and what must not be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from graph_service.analysis.text import tokens
from graph_service.kernel import identifiers
from loaders.column_profiles import Profile
from loaders.entries import record_id
from loaders.lambert import degrees_of
from loaders.places import Place, commune_of
from loaders.records import LINE, Edge, LeftOut, Node, Record, Row, RowProblem
from loaders.spheres import sphere_of

_SOURCE = "sirene"
_SCHEMES = {"NAFRev2": "naf", "NAF2025": "naf2025"}
_NO_ACTIVITY = "00.00Z"
_WORKFORCE = frozenset(["NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53"])
_COMMUNE = re.compile(r"([0-9]{2}|2[AB])[0-9]{3}")
_ACTIVITY = re.compile(r"[0-9]{2}\.[0-9]{2}[A-Z]")
_SOLE_TRADER = "1000"
_TRUE = frozenset({"1", "true", "True", "oui"})
_MASKED = re.compile(r"\[.*\]")
"""[ND], [ENTREPRENEUR INDIVIDUEL]: what registers write where a name is hidden."""
_PERSON = re.compile(r"(CHEZ )?(M(ONSIEU)?R|MADAME|MADEMOISELLE|MME|MLLE|M\.)( ET (MADAME|MME))? .+", re.IGNORECASE)
"""A title and what follows: registers keep the name of a manager or a partner where a shop's sign should stand."""


class Reading:
    """Reads one row; `records` yields what comes of it."""

    def __init__(
        self,
        row: Row,
        layout: Profile,
        units: Mapping[str, Row],
        towns: Mapping[str, Place],
        usual_commune: str | None,
    ) -> None:
        self._row = row
        self._layout = layout
        self._units = units
        self._towns = towns
        self._usual_commune = usual_commune
        self._line: int = row[LINE]
        self._problems: list[RowProblem] = []

    def records(self) -> Iterator[Record]:
        """The records of the row."""
        try:
            siret = identifiers.siret(self._row["siret"] or "")
            siren = identifiers.siren(siret[:9])
        except ValueError:
            yield self._problem(
                "siret",
                "ce n'est pas un SIRET (quatorze chiffres et leur clé) : ligne mise de côté",
                "not a SIRET (fourteen digits and their key): row set aside",
                rejected=True,
            )
            return
        if self._row["state"] == "F":
            yield LeftOut(self._line, "closed")
            return
        yield from self._establishment(f"siret:{siret}", siren)
        yield from self._problems

    def _establishment(self, actor: str, siren: str) -> Iterator[Record]:
        unit = self._units.get(siren, {})
        commune = self._commune()
        partition = f"insee:{commune}" if commune else ""
        scheme, activity = self._activity()
        record = record_id(_SOURCE, actor)
        more: dict[str, Any] = {
            "line": self._line,
            "partition": partition,
            "observed_on": self._date("treated_on") or self._row.get("extracted_on"),
        }
        yield Node("Record", record, self._shown(unit, commune, activity), line=self._line, partition=partition)
        start = ("Actor", actor)
        yield Edge("DESCRIBED_BY", start, ("Record", record), column=self._column("siret"), **more)
        yield Edge("ESTABLISHMENT_OF", start, ("LegalUnit", f"siren:{siren}"), column=self._column("siret"), **more)
        if commune:
            yield Edge("LOCATED_IN", start, ("Territory", partition), column=self._column("commune"), **more)
        if activity:
            sector = ("Concept", f"{scheme}:{activity}")
            yield Edge("IN_SECTOR", start, sector, {"rank": 1}, column=self._column("activity"), **more)

    def _shown(self, unit: Row, commune: str | None, activity: str | None) -> dict[str, Any]:
        form = unit.get("legal_form")
        sole_trader = form == _SOLE_TRADER or self._row.get("sole_trader") in _TRUE
        shown: dict[str, Any] = {
            "sphere": sphere_of(activity, form),
            "workforce": self._workforce(),
            "created_on": self._date("created_on"),
            "headquarters": (value in _TRUE) if (value := self._row.get("headquarters")) else None,
            "sole_trader": sole_trader or None,
            "legal_form": form,
            "diffusion": self._diffusion(unit),
        }
        point = self._point(commune)
        if shown["diffusion"] == "O":
            shown.update(self._names(unit, sole_trader=sole_trader))
            shown.update(address=self._address(), postcode=self._row["postcode"], **point)
        return shown

    def _names(self, unit: Row, *, sole_trader: bool) -> dict[str, str | None]:
        """Names that may be shown; of a sole trader the sign only, when it is known not to hold the person's name."""
        signs = dict.fromkeys(filter(None, (_named(self._row.get(name)) for name in ("sign", "sign_2", "sign_3"))))
        usual, sign = _named(self._row.get("usual_name")), ", ".join(signs) or None
        if sole_trader:
            person = set(tokens(" ".join(filter(None, (unit.get("family_name"), unit.get("used_name"))))))
            shown = [name for name in (usual, sign) if name and person and not person & set(tokens(name))]
            return {"trade_name": shown[0] if shown else None}
        unit_name = _open(self._row.get("unit_name")) or _open(unit.get("unit_name")) or _open(unit.get("acronym"))
        return {"name": usual or unit_name or sign, "unit_name": unit_name, "trade_name": sign}

    def _diffusion(self, unit: Row) -> str:
        """O (all may be shown), P or N; hidden as soon as the establishment or its unit is."""
        told = self._row["diffusion"] or ""
        if told not in ("O", "P", "N"):
            self._doubt("diffusion", "statut de diffusion inconnu : nom et adresse cachés",
                        "unknown diffusion status: name and address hidden")  # fmt: skip
            return "P"
        hidden = unit.get("unit_diffusion") in ("P", "N")
        return "P" if told == "O" and hidden else told

    def _commune(self) -> str | None:
        told = self._row["commune"]
        if told is None:
            return None
        code = commune_of(told.upper())
        if not _COMMUNE.fullmatch(code):
            self._doubt("commune", "ce n'est pas un code de commune", "not a commune code")
            return None
        if self._usual_commune is not None and code != self._usual_commune:
            self._doubt(
                "commune",
                f"presque tout le fichier est à {self._usual_commune} : commune gardée, à vérifier",
                f"nearly the whole file is in {self._usual_commune}: commune kept, to be checked",
            )
        return code

    def _activity(self) -> tuple[str, str | None]:
        told = self._row["activity"]
        scheme = _SCHEMES.get(self._row["nomenclature"] or "", "")
        if told is None:
            return scheme, None
        code = identifiers.naf(told)
        if code == _NO_ACTIVITY:
            self._doubt("activity", "le registre ne connaît pas l'activité", "the register does not know the activity")
        elif not scheme:
            self._doubt("nomenclature", "nomenclature d'activités inconnue : chargé sans activité",
                        "unknown classification of activities: loaded without activity")  # fmt: skip
        elif not _ACTIVITY.fullmatch(code):
            self._doubt("activity", "ce n'est pas un code d'activité", "not a code of activity")
        else:
            return scheme, code
        return scheme, None

    def _workforce(self) -> str | None:
        told: str | None = self._row["workforce"]
        if told is None or told in _WORKFORCE:
            return told
        self._doubt("workforce", "tranche d'effectif inconnue", "unknown class of workforce")
        return None

    def _point(self, commune: str | None) -> dict[str, Any]:
        """Latitude, longitude and precision, when they are known and plausible."""
        told = (self._row.get("lat"), self._row.get("lon"))
        column, value = "lon", f"{told[1] or ''}, {told[0] or ''}"
        try:
            lat, lon = (float(each) for each in told if each)
        except ValueError:
            if any(told) or not (self._row.get("x") and self._row.get("y")):
                if any(told):
                    self._doubt(column, "coordonnées illisibles", "coordinates cannot be read", value)
                return {}
            return self._projected(commune)
        if (lat, lon) == (0.0, 0.0):
            self._doubt(column, "coordonnées inconnues (0, 0)", "unknown coordinates (0, 0)", value)
            return {}
        return self._plausible(lat, lon, commune, column, value)

    def _projected(self, commune: str | None) -> dict[str, Any]:
        """From Lambert-93, which covers metropolitan France only."""
        if commune is None or commune.startswith("97"):
            return {}
        value = f"{self._row['x']}, {self._row['y']}"
        try:
            lat, lon = degrees_of(float(self._row["x"]), float(self._row["y"]))
        except (ValueError, OverflowError):
            if not (_MASKED.fullmatch(self._row["x"]) and _MASKED.fullmatch(self._row["y"])):
                self._doubt("x", "coordonnées illisibles", "coordinates cannot be read", value)
            return {}
        return self._plausible(round(lat, 6), round(lon, 6), commune, "x", value)

    def _plausible(self, lat: float, lon: float, commune: str | None, column: str, value: str) -> dict[str, Any]:
        town = self._towns.get(commune or "")
        on_earth = -90 <= lat <= 90 and -180 <= lon <= 180
        if not on_earth or (town is not None and not town.is_near(lat, lon)):
            where = commune or "?"
            self._doubt(column, f"point trop loin de la commune {where}",
                        f"point too far from the commune {where}", value)  # fmt: skip
            return {}
        return {"lat": lat, "lon": lon, "precision": "address"}

    def _address(self) -> str | None:
        parts = (_open(self._row.get(name)) for name in ("number", "index", "street_kind", "street"))
        return " ".join(filter(None, parts)) or None

    def _date(self, name: str) -> str | None:
        told = self._row.get(name)
        if told is None:
            return None
        try:
            return date.fromisoformat(told[:10]).isoformat()
        except ValueError:
            if not any(problem.column == self._column(name) for problem in self._problems):
                self._doubt(name, "date illisible", "date cannot be read")
            return None

    def _column(self, ours: str) -> str:
        return self._layout.column(ours)

    def _doubt(self, ours: str, fr: str, en: str, value: str | None = None) -> None:
        self._problems.append(self._problem(ours, fr, en, value))

    def _problem(self, ours: str, fr: str, en: str, value: str | None = None, *, rejected: bool = False) -> RowProblem:
        shown = value if value is not None else self._row.get(ours) or ""
        return RowProblem(self._line, self._column(ours), shown[:200], fr, en, rejected=rejected)


def _open(text: str | None) -> str | None:
    """A name that is not a mask."""
    return None if text is None or _MASKED.fullmatch(text) else text


def _named(text: str | None) -> str | None:
    """A sign that is neither a mask nor a person's name with his title."""
    shown = _open(text)
    return None if shown is None or _PERSON.fullmatch(shown.strip()) else shown
