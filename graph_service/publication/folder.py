"""Files put in place all together: a reader of the folder sees the earlier publication or the new one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from graph_service.kernel.errors import WrongInput

_READABLE = 0o755
"""What a web server of another user needs of a folder."""


def put(folder: Path, files: Iterable[tuple[str, bytes]], marker: str, told: Callable[[int], None]) -> int:
    """Write the files into `folder`, which takes the place of an earlier publication; how many they are.

    `marker`: the file by which an earlier publication is known. `told` is called with the number written so far.
    Raises WrongInput for a folder with anything else in it, and when it cannot be written.
    """
    place = folder.resolve()
    _check(place, marker)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        try:
            written = _written(draft, files, told)
            draft.chmod(_READABLE)
            _exchange(draft, place)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as failure:
        raise WrongInput(
            f"{folder} ne peut pas être écrit ({failure.strerror}).",
            f"{folder} cannot be written ({failure.strerror}).",
        ) from failure
    return written


def _check(place: Path, marker: str) -> None:
    if not place.exists():
        return
    if not place.is_dir() or (any(place.iterdir()) and not (place / marker).is_file()):
        raise WrongInput(
            f"{place} contient autre chose qu'une publication de Sillon : donnez un dossier vide ou nouveau.",
            f"{place} holds something else than a publication of Sillon: give an empty or new folder.",
        )


def _written(draft: Path, files: Iterable[tuple[str, bytes]], told: Callable[[int], None]) -> int:
    seen: set[str] = set()
    for number, (name, content) in enumerate(files, start=1):
        if name.casefold() in seen:
            raise WrongInput(f"Deux mots donneraient le fichier {name}.", f"Two words would make the file {name}.")
        seen.add(name.casefold())
        file = draft / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        told(number)
    return len(seen)


def _exchange(draft: Path, place: Path) -> None:
    """Put the new folder where the old one was, and the old one back if that fails."""
    if not place.exists():
        draft.rename(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    before = aside / "before"
    try:
        place.rename(before)
        draft.rename(place)
    except OSError:
        if before.exists():
            before.rename(place)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)
