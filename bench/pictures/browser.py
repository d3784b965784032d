"""A page → a picture, by headless Chromium."""

import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no Chromium to take pictures with."""


def take(page: str, to: Path, width: int, height: int, scale: float = 1.25) -> None:
    """Take a picture of a page of HTML, `scale` pixels for each of the page's.

    NoBrowser where there is no browser, RuntimeError where it takes none.
    """
    browser = next((found for name in NAMES if (found := shutil.which(name))), None)
    if browser is None:
        raise NoBrowser("install Chromium to take pictures: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={width},{height}"]
        command.append(f"--force-device-scale-factor={scale}")
        done = subprocess.run(
            [*command, f"--screenshot={to}", source.as_uri()], capture_output=True, timeout=90, check=False
        )
    if done.returncode or not to.is_file():
        raise RuntimeError(f"Chromium took no picture: {done.stderr.decode(errors='replace')[-300:]}")
