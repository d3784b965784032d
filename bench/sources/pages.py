"""How well the article on real pages is told from the page: our extraction beside trafilatura's own, in the same run.

Precision, recall and F1 over runs of four words, averaged over pages, as the article-extraction benchmark counts them
(Scrapinghub 2020).
"""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from corpus.errors import SourceError
from corpus.sources.reading_process import ReadingProcess

_WORD = re.compile(r"\w+")
RUN_WORDS = 4


def page_figures(folder: Path) -> dict[str, float]:
    """Both F1 over the pages of a folder with `ground_truth.json` and `html/ID.html.gz`."""
    import trafilatura

    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    ours: list[tuple[str, str]] = []
    theirs: list[tuple[str, str]] = []
    with ReadingProcess() as reader:
        for name, said in truth.items():
            data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            ours.append((said["articleBody"], _ours(reader, data, said["url"])))
            theirs.append((said["articleBody"], trafilatura.extract(data, include_comments=False) or ""))
    precision, recall, f1 = score(ours)
    print(
        f"{len(truth)} pages: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}; trafilatura {score(theirs)[2]:.4f}"
    )
    return {"pages": len(truth), "pages_f1": round(f1, 4), "trafilatura_f1": round(score(theirs)[2], 4)}


def _ours(reader: ReadingProcess, data: bytes, address: str) -> str:
    try:
        return reader("html", data, address).text
    except SourceError as error:
        print(f"{address}: {error}")
        return ""


def score(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of what was wanted and what was got."""
    precision = recall = 0.0
    for wanted, got in pairs:
        want, have = _runs(wanted), _runs(got)
        both = (want & have).total()
        precision += both / max(1, have.total())
        recall += both / max(1, want.total())
    precision, recall = precision / len(pairs), recall / len(pairs)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    first = min(RUN_WORDS - 1, max(0, len(words) - 1))
    return Counter(tuple(words[max(0, end - RUN_WORDS + 1) : end + 1]) for end in range(first, len(words)))
