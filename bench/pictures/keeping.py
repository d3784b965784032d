"""Which page each picture shows, by a hash: a picture of another page is stale."""

import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).parent
RECORD = FOLDER / "pictures.json"


def page_hash(page: str) -> str:
    """What tells whether a picture still shows this page."""
    return hashlib.sha256(page.encode()).hexdigest()[:16]


def recorded() -> dict[str, str]:
    """The hash of the page that each picture was taken of, by the picture's name."""
    return dict(json.loads(RECORD.read_text())) if RECORD.is_file() else {}


def stale(pages: dict[str, str]) -> list[str]:
    """The names of the pages whose picture is missing or shows something else."""
    known = recorded()
    return [name for name, page in pages.items() if known.get(name) != page_hash(page) or not picture(name).is_file()]


def record(pages: dict[str, str]) -> None:
    """Write down which pages the pictures show; those of other pages stay."""
    hashes = recorded() | {name: page_hash(page) for name, page in pages.items()}
    RECORD.write_text(json.dumps(hashes, indent=2, sort_keys=True) + "\n")


def picture(name: str) -> Path:
    """Where a picture lies."""
    return FOLDER / f"{name}.png"
