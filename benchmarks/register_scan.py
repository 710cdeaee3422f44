"""Reading a register of 300,000 establishments, all 54 columns, for the two rows in a hundred of a territory.

The peer is pandas as most people write it; the floor reads no column but the two it cannot do without.
"""

from __future__ import annotations

from benchmarks.harness import Contender, Task
from benchmarks.made import COLUMNS, TERRITORY, register

ROWS = 300_000
_COMMUNE = "codeCommuneEtablissement"
_GIVEN = f"path, communes, commune = {str(register(ROWS))!r}, {list(TERRITORY)!r}, {_COMMUNE!r}"
_ANSWER = "answer = [len(keys), hashlib.sha256(''.join(sorted(keys)).encode()).hexdigest()]"

TASK = Task(
    name=f"scan of a register of {ROWS:,} rows",
    ours=Contender(
        "sillon",
        f"""
rows = scan(Path(path), layout, where={{commune: communes}}).rows()
keys = [row["siret"] for row in rows]
{_ANSWER}""",
        f"""
import hashlib
from pathlib import Path
from loaders.readers import Layout, scan
{_GIVEN}
layout = Layout({{column: column for column in {COLUMNS!r}}})""",
    ),
    peer=Contender(
        "pandas",
        f"""
frame = pandas.read_csv(path, dtype=str)
keys = [row["siret"] for row in frame[frame[commune].isin(communes)].to_dict("records")]
{_ANSWER}""",
        f"import hashlib, pandas\n{_GIVEN}",
        borrowed=True,
    ),
    floor=Contender(
        "polars, one column",
        f"""
kept = polars.scan_csv(path, infer_schema=False).filter(polars.col(commune).is_in(communes))
keys = kept.select("siret").collect()["siret"].to_list()
{_ANSWER}""",
        f"import hashlib, polars\n{_GIVEN}",
    ),
    target=5.0,
    promise="peer/ours at least",
)
