"""Names of the values that are codes: spheres, and INSEE's classes of workforce."""

from __future__ import annotations

_SPHERES = {
    "company": ("Entreprise", "Company", "Unternehmen"),
    "public": ("Acteur public", "Public body", "Öffentliche Stelle"),
    "research": ("Recherche", "Research", "Forschung"),
    "education": ("Enseignement", "Education", "Bildung"),
    "association": ("Association", "Association", "Verein"),
    "support": ("Accompagnement", "Support", "Unterstützung"),
}
_BOUNDS = {
    "00": (0, 0),
    "01": (1, 2),
    "02": (3, 5),
    "03": (6, 9),
    "11": (10, 19),
    "12": (20, 49),
    "21": (50, 99),
    "22": (100, 199),
    "31": (200, 249),
    "32": (250, 499),
    "41": (500, 999),
    "42": (1_000, 1_999),
    "51": (2_000, 4_999),
    "52": (5_000, 9_999),
    "53": (10_000, None),
}
_PLACE = {"fr": 0, "en": 1, "de": 2}
_EMPLOYEES = ("salariés", "employees", "Beschäftigte")
_MORE = ("et plus", "or more", "oder mehr")
_NO_EMPLOYER = ("Non employeur", "Not an employer", "Kein Arbeitgeber")


def sphere_label(sphere: str, lang: str) -> str:
    """The name of a sphere, or the sphere as it is when it has none."""
    names = _SPHERES.get(sphere)
    return names[_PLACE.get(lang, 0)] if names else sphere


def workforce_label(code: str, lang: str) -> str:
    """The name of a class of INSEE (TEFET), as in “10–19 employees”; an unknown code as it is."""
    place = _PLACE.get(lang, 0)
    if code == "NN":
        return _NO_EMPLOYER[place]
    if code not in _BOUNDS:
        return code
    lowest, highest = _BOUNDS[code]
    thousands = "," if place == 1 else "\N{NO-BREAK SPACE}"
    numbers = [f"{bound:,}".replace(",", thousands) for bound in (lowest, highest) if bound is not None]
    if highest is None:
        return f"{numbers[0]} {_EMPLOYEES[place]} {_MORE[place]}"
    return f"{'–'.join(dict.fromkeys(numbers))} {_EMPLOYEES[place]}"
