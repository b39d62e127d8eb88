"""What all tests of the outputs share: the folder that `respgraph analyze` wrote, and its tables.

RESPGRAPH_OUT names the folder; without it the tests are skipped and say so.
"""

import csv
import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def out() -> Path:
    folder = os.environ.get("RESPGRAPH_OUT")
    if not folder:
        pytest.skip("RESPGRAPH_OUT names no folder written by respgraph analyze")
    return Path(folder)


@pytest.fixture(scope="session")
def table(out):
    """Reads a CSV table as a list of dictionaries, formula guards taken away again."""

    def read(name: str) -> list[dict[str, str]]:
        with open(out / "tables" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        guarded = tuple("=+-@\t\r＝＋－＠")
        for row in rows:
            for key, text in row.items():
                if text.startswith("'") and text[1:].startswith(guarded):
                    row[key] = text[1:]
        return rows

    return read
