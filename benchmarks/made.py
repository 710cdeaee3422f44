"""Generated data: a seed makes the same bytes each time, kept in benchmarks/out."""

from __future__ import annotations

import csv
import random
from pathlib import Path

OUT = Path(__file__).with_name("out")
_HEADER = (
    "siren nic siret statutDiffusionEtablissement dateCreationEtablissement trancheEffectifsEtablissement "
    "anneeEffectifsEtablissement activitePrincipaleRegistreMetiersEtablissement "
    "dateDernierTraitementEtablissement etablissementSiege nombrePeriodesEtablissement "
    "complementAdresseEtablissement numeroVoieEtablissement indiceRepetitionEtablissement "
    "dernierNumeroVoieEtablissement indiceRepetitionDernierNumeroVoieEtablissement typeVoieEtablissement "
    "libelleVoieEtablissement codePostalEtablissement libelleCommuneEtablissement "
    "libelleCommuneEtrangerEtablissement distributionSpecialeEtablissement codeCommuneEtablissement "
    "codeCedexEtablissement libelleCedexEtablissement codePaysEtrangerEtablissement "
    "libellePaysEtrangerEtablissement identifiantAdresseEtablissement coordonneeLambertAbscisseEtablissement "
    "coordonneeLambertOrdonneeEtablissement complementAdresse2Etablissement numeroVoie2Etablissement "
    "indiceRepetition2Etablissement typeVoie2Etablissement libelleVoie2Etablissement codePostal2Etablissement "
    "libelleCommune2Etablissement libelleCommuneEtranger2Etablissement distributionSpeciale2Etablissement "
    "codeCommune2Etablissement codeCedex2Etablissement libelleCedex2Etablissement "
    "codePaysEtranger2Etablissement libellePaysEtranger2Etablissement dateDebut etatAdministratifEtablissement "
    "enseigne1Etablissement enseigne2Etablissement enseigne3Etablissement denominationUsuelleEtablissement "
    "activitePrincipaleEtablissement nomenclatureActivitePrincipaleEtablissement "
    "caractereEmployeurEtablissement activitePrincipaleNAF25Etablissement"
)
COLUMNS = _HEADER.split()
COMMUNES = tuple(f"57{number:03d}" for number in range(1, 701))
TERRITORY = COMMUNES[:14]
"""Two rows in a hundred lie here."""


def register(rows: int, seed: int = 1) -> Path:
    """A file in the shape of StockEtablissement, of invented establishments with right keys; its path."""
    target = OUT / f"register-{rows}-{seed}.csv"
    if target.exists():
        return target
    OUT.mkdir(exist_ok=True)
    chance = random.Random(seed)
    draft = target.with_suffix(".part")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(_establishment(number, chance) for number in range(rows))
    draft.replace(target)
    return target


def _establishment(number: int, chance: random.Random) -> dict[str, str]:
    siren = checked(f"{10_000_000 + number}")
    siret = checked(f"{siren}{chance.randrange(1, 4):04d}")
    commune = chance.choice(COMMUNES)
    division, group = chance.randrange(10, 97), chance.randrange(11, 99)
    return {
        "siren": siren,
        "nic": siret[9:],
        "siret": siret,
        "statutDiffusionEtablissement": "P" if chance.random() < 0.05 else "O",
        "dateCreationEtablissement": f"{chance.randrange(1960, 2025)}-{chance.randrange(1, 13):02d}-01",
        "trancheEffectifsEtablissement": chance.choice(("", "NN", "00", "01", "02", "03", "11", "12", "21")),
        "anneeEffectifsEtablissement": "2023",
        "dateDernierTraitementEtablissement": "2024-11-30T14:05:11",
        "etablissementSiege": chance.choice(("true", "false")),
        "nombrePeriodesEtablissement": str(chance.randrange(1, 9)),
        "numeroVoieEtablissement": str(chance.randrange(1, 200)),
        "typeVoieEtablissement": chance.choice(("RUE", "AV", "PL", "CHE", "ZI")),
        "libelleVoieEtablissement": f"DE L INVENTION {chance.randrange(1, 5_000)}",
        "codePostalEtablissement": f"{commune[:2]}000",
        "libelleCommuneEtablissement": f"COMMUNE {commune}",
        "codeCommuneEtablissement": commune,
        "dateDebut": f"{chance.randrange(2008, 2025)}-01-01",
        "etatAdministratifEtablissement": "F" if chance.random() < 0.3 else "A",
        "enseigne1Etablissement": f"ENSEIGNE {number}" if number % 3 == 0 else "",
        "denominationUsuelleEtablissement": f"ATELIER {number}" if number % 2 == 0 else "",
        "activitePrincipaleEtablissement": f"{division}.{group}Z",
        "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
        "caractereEmployeurEtablissement": chance.choice(("O", "N")),
    }


def checked(digits: str) -> str:
    """The digits with a last one that satisfies Luhn."""
    doubled = [int(each) * (2 if place % 2 == 0 else 1) for place, each in enumerate(reversed(digits))]
    return digits + str(-sum(each // 10 + each % 10 for each in doubled) % 10)
