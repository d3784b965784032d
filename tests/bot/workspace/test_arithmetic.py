import subprocess
import sys
from pathlib import Path

from bot.workspace.arithmetic import THREADS, keep_to_one_core

ROOT = Path(__file__).parents[3]


def test_a_number_of_threads_that_somebody_chose_is_kept():
    environment = {THREADS: "4"}
    keep_to_one_core(environment)
    assert environment == {THREADS: "4"}


def test_the_command_brings_in_nothing_that_multiplies_before_it_has_said_on_how_many_cores():
    told = "import sys, bot.cli; print('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
