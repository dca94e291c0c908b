"""How fast PDFs are read: pages a second on one core and peak memory, over all PDFs given.

`python -m bench parsing [FILE_OR_FOLDER]...`; pages that are read off pictures are counted and timed apart.
"""

import resource
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from bench.shared_data import shared
from domain.errors import ReadFailure
from ingestion.about.metadata import metadata_of
from ingestion.pages import Page
from ingestion.passages.splitter import split
from ingestion.readers.files import open_file
from ingestion.structure.outline import outline


class Times(NamedTuple):
    """Of one file: pages with a text layer, pages off pictures, and the seconds that they and the rest took."""

    pages: int
    pictures: int
    reading: float
    reading_cpu: float
    recognising: float
    splitting: float
    passages: int

    def plus(self, other: "Times") -> "Times":
        """Both together."""
        return Times(
            self.pages + other.pages,
            self.pictures + other.pictures,
            self.reading + other.reading,
            self.reading_cpu + other.reading_cpu,
            self.recognising + other.recognising,
            self.splitting + other.splitting,
            self.passages + other.passages,
        )


def measure(path: Path) -> Times:
    """Read, outline and split one file in this process."""
    pages: list[Page] = []
    reading = cpu = recognising = 0.0
    pictures = 0
    with open_file(path) as opened:
        for number in range(1, opened.count + 1):
            start, busy = perf_counter(), process_time()
            page = opened.page(number)
            pages.append(page)
            if page.confidence is not None or page.problem:
                recognising += perf_counter() - start
                pictures += 1
            else:
                reading += perf_counter() - start
                cpu += process_time() - busy
        start = perf_counter()
        found = metadata_of(opened.source, pages, path.name)
        _, passages = split("bench", outline(opened.source, pages, found.title), {})
        splitting = perf_counter() - start
    return Times(len(pages) - pictures, pictures, reading, cpu, recognising, splitting, len(passages))


def main() -> None:
    """Print one line a file and the sum."""
    given = [Path(argument) for argument in sys.argv[1:]] or [shared() / "neets", shared() / "pdf" / "iea34"]
    files = [file for path in given for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    total = Times(0, 0, 0.0, 0.0, 0.0, 0.0, 0)
    for file in files:
        try:
            times = measure(file)
        except ReadFailure as failure:
            sys.stdout.write(f"{file.name}: {failure.reason}\n")
            continue
        total = total.plus(times)
        sys.stdout.write(_line(file.name, times))
    sys.stdout.write(_line("all", total))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"peak memory {peak:.0f} MB\n")


def _line(name: str, times: Times) -> str:
    rate, busy = times.pages / max(times.reading, 1e-6), times.pages / max(times.reading_cpu, 1e-6)
    return (
        f"{name}: {times.pages} pages, {rate:.0f} a second ({busy:.0f} a second of CPU); {times.pictures} off pictures in "
        f"{times.recognising:.1f} s; outline and split {times.splitting:.2f} s, {times.passages} passages\n"
    )


if __name__ == "__main__":
    main()
