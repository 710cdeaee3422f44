"""Which sphere an establishment of the register belongs to.

The register does not say it; activity and legal form do, the more telling one first:
  legal form 92 and 93 (associations, foundations)  association
  activity 85                                       education
  activity 72                                       research
  activity 84; legal form 7 (public law)            public
  activity 94.1 (chambers, employers' bodies)       support
  activity 94                                       association
  anything else                                     company
An activity comes before public law, so that a university is education and not public; a register that tells no legal
form leaves a public hospital among companies.
"""

from __future__ import annotations

_BY_DIVISION = {"85": "education", "72": "research", "84": "public", "94": "association"}


def sphere_of(activity: str | None, legal_form: str | None) -> str:
    """company, public, research, education, association or support. `activity` is a NAF code with its dot."""
    code, form = activity or "", legal_form or ""
    if form.startswith(("92", "93")) and code[:2] not in ("85", "72"):
        return "association"
    if code.startswith("94.1"):
        return "support"
    if code[:2] in _BY_DIVISION:
        return _BY_DIVISION[code[:2]]
    return "public" if form.startswith("7") else "company"
