"""Files: a corpus folder of articles, and single files of the same kinds.

`.txt`, described by `articles.toml` beside them, `.md` with a front matter, pages (`.html`), `.pdf`, newsletters (`.eml`)
and `.zip` files of these. Folders within it are read as well; an `articles.toml` describes the files of its own folder
and below. Hidden files, readmes and everything else are passed over. One bad file never stops the others.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from corpus.errors import MetadataError, SourceError
from corpus.metadata import Metadata, Warn, read_articles_toml, read_front_matter, split_front_matter
from corpus.problem import Problem
from corpus.sources.archive import ARCHIVE_ENDING, member_bytes, members
from corpus.sources.decoding import decode
from corpus.sources.extracted import LeftOut, Reader
from corpus.sources.reading import read_here

TEXT_ENDINGS = (".txt", ".md")
READ_ENDINGS = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".eml": "eml"}
"""What takes a library to read, and its kind."""
ENDINGS = (*TEXT_ENDINGS, *READ_ENDINGS)
DESCRIPTION = "articles.toml"
LARGEST_FILE_BYTES = 2_000_000
"""Some 300,000 words; what is larger is no article, and would take minutes and a gigabyte to outline at worst."""
LARGEST_WITH_PICTURES_BYTES = 30_000_000
"""A PDF or a mail may hold pictures."""
MOST_COMPLAINTS = 20

_SHIPPED = Path(__file__).resolve().parent.parent / "articles"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that should hold an article.

    `key` is its path within the corpus folder, `source` how it is shown to people, `described` what `articles.toml`
    says of it. `stamp` changes whenever the file or what is said of it does. `member` names it within a ZIP file.
    """

    key: str
    path: str
    source: str
    stamp: str
    described: Metadata = field(default_factory=Metadata)
    member: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in a corpus folder: its articles by key, what is wrong with others, and which keys can't be seen.

    `unseen` names files, and folders (ending in `/`), of which nobody knows what they hold now.
    """

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    unseen: tuple[str, ...] = ()

    def hides(self, key: str) -> bool:
        """Whether an article of this key may still be there, unseen."""
        return any(key == name or (name.endswith("/") and key.startswith(name)) for name in self.unseen)


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file holds: the article's text, what is known of it, and what is wrong with it.

    `is_clean` says that no page stands around the article in its text.
    """

    text: str
    metadata: Metadata
    problems: tuple[Problem, ...] = ()
    is_clean: bool = False
    left_out: tuple[LeftOut, ...] = ()


def read_folder(folder: Path) -> Folder:
    """What there is to read in a corpus folder; SourceError where it is missing, unreadable or holds no article."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  # `..` goes, links stay as the person named them
    walk = _Walk(folder)
    walk.run()
    described, about_descriptions = _described(walk)
    files, about_files = _source_files(folder, walk, described)
    if not files and not walk.unseen:
        raise SourceError(
            f"corpus folder {folder} holds no article; put .txt, .md, .html, .pdf or .eml files into it, or name another with --corpus"
        )
    problems = sorted([*walk.problems, *about_descriptions, *about_files], key=str)
    return Folder(tuple(files), tuple(problems), tuple(walk.unseen))


def single_file(path: Path, key: str) -> Folder:
    """A file by itself, or the files of a ZIP, under a key; SourceError where it isn't there or of no kind that is read."""
    path = Path(os.path.abspath(path))  # noqa: PTH100  # `..` goes, links stay as the person named them
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(f"{_key(str(path))} {_fault(error)}") from error
    if not path.name.lower().endswith((*ENDINGS, ARCHIVE_ENDING)):
        raise SourceError(
            f"{_key(str(path))} is of no kind that is read; these are: {', '.join(ENDINGS)}, {ARCHIVE_ENDING}"
        )
    files, problems = _files_of(key, str(path), status, _key(str(path)), Metadata())
    return Folder(tuple(files), tuple(problems))


def prefixed(folder: Folder, prefix: str) -> Folder:
    """The same folder, its keys beginning with a prefix and a slash."""
    files = tuple(replace(file, key=f"{prefix}/{file.key}") for file in folder.files)
    return Folder(files, folder.problems, tuple(f"{prefix}/{name}" for name in folder.unseen))


def read_file(file: SourceFile, reader: Reader = read_here) -> FileText:
    """The article in a file; SourceError, without the file's name, where there is none to read."""
    ending = _ending(file.key)
    limit = LARGEST_WITH_PICTURES_BYTES if ending in (".pdf", ".eml") else LARGEST_FILE_BYTES
    path = Path(file.path)
    data = member_bytes(path, file.member, limit) if file.member else _bytes(path, limit)
    if ending in READ_ENDINGS:
        if not data.strip():
            raise SourceError("is empty")
        found = reader(READ_ENDINGS[ending], data)
        return FileText(
            found.text, file.described.over(found.metadata), is_clean=found.is_clean, left_out=found.left_out
        )
    return _read_text(file, data)


def _read_text(file: SourceFile, data: bytes) -> FileText:
    """The article in a text file, byte for byte, under its front matter if it has one."""
    text, note = decode(data)
    complaints: list[str] = [note] if note else []
    metadata = Metadata()
    if file.key.lower().endswith(".md"):
        try:
            head, text = split_front_matter(text)
        except MetadataError as error:
            complaints.append(str(error))
        else:
            metadata = read_front_matter(head, complaints.append) if head else metadata
    if not text.strip():
        raise SourceError("is empty")
    return FileText(text, file.described.over(metadata), _problems(file.key, complaints))


class _Walk:
    """One walk through a folder and those below: what it finds, in no order."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._waiting: list[tuple[str, Path]] = [("", root)]
        self._links: list[tuple[str, Path]] = []
        self._visited: set[tuple[int, int]] = set()
        self.found: list[tuple[str, str, os.stat_result]] = []
        self.descriptions: list[tuple[str, Path]] = []
        self.problems: list[Problem] = []
        self.unseen: list[str] = []

    def run(self) -> None:
        """Walk. Linked folders come last and no folder comes twice, so that a link never renames what it leads to."""
        while self._waiting or self._links:
            self._links.sort(reverse=True)
            prefix, folder = (self._waiting or self._links).pop()
            try:
                self._enter(prefix, folder)
            except OSError as error:
                if not prefix:
                    raise SourceError(_folder_fault(folder, error)) from error
                self._tell(prefix, _fault(error))

    def _enter(self, prefix: str, folder: Path) -> None:
        """Look at every entry of a folder."""
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self._visited:
            return
        self._visited.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    self._look(prefix, entry)

    def _look(self, prefix: str, entry: os.DirEntry[str]) -> None:
        """Decide what an entry is."""
        key = _key(prefix + entry.name)
        try:
            if entry.is_dir():
                waiting = self._links if entry.is_symlink() else self._waiting
                waiting.append((f"{key}/", Path(entry.path)))
            elif entry.name == DESCRIPTION:
                self.descriptions.append((prefix, Path(entry.path)))
            elif _is_article(entry.name) or entry.name.lower().endswith(ARCHIVE_ENDING):
                self._keep(key, entry)
        except OSError as error:
            if _is_article(entry.name):
                self._tell(key, _fault(error))

    def _keep(self, key: str, entry: os.DirEntry[str]) -> None:
        """Keep what has the name of an article, if it is a file."""
        status = entry.stat()
        if stat.S_ISREG(status.st_mode):
            self.found.append((key, entry.path, status))
        else:
            self._tell(key, "is not a file")

    def _tell(self, key: str, message: str) -> None:
        """Keep in mind that there may be something that can't be seen."""
        self.problems.append(Problem(key, message))
        self.unseen.append(key)


def _described(walk: _Walk) -> tuple[dict[str, Metadata], list[Problem]]:
    """What the folders' descriptions say of the files that a walk found, by key; the nearest counts first."""
    names = dict.fromkeys(sorted([*(key for key, _, _ in walk.found), *walk.unseen]))
    described: dict[str, Metadata] = {}
    problems: list[Problem] = []
    for prefix, description in sorted(walk.descriptions):
        complaints: list[str] = []
        for name, metadata in _descriptions(description, complaints.append).items():
            key = prefix + name
            if key in names:
                described[key] = metadata.over(described.get(key, Metadata()))
            else:
                nearby = [other.removeprefix(prefix) for other in names if other.startswith(prefix)]
                complaints.append(_unknown_file(name, nearby))
        problems += _problems(prefix + DESCRIPTION, complaints)
    return described, problems


def _source_files(root: Path, walk: _Walk, described: Mapping[str, Metadata]) -> tuple[list[SourceFile], list[Problem]]:
    """The files that a walk found, in the order of their keys, each key once."""
    shown = "corpus/articles" if root.resolve() == _SHIPPED else _key(str(root))
    files: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for key, path, status in sorted(walk.found, key=lambda found: found[:2]):
        if key in files:
            problems.append(Problem(key, "has the same name as another file, but for bytes that are no text"))
            continue
        found, wrong = _files_of(key, path, status, f"{shown}/{key}", described.get(key, Metadata()))
        files.update((file.key, file) for file in found)
        problems += wrong
    return list(files.values()), problems


def _files_of(
    key: str, path: str, status: os.stat_result, source: str, metadata: Metadata
) -> tuple[list[SourceFile], list[Problem]]:
    """The file at a path; of a ZIP, the files in it, whose stamps outlive a new packing."""
    if not key.lower().endswith(ARCHIVE_ENDING):
        return [SourceFile(key, path, source, _stamp(status, source, metadata), metadata)], []
    try:
        packed, complaints = members(Path(path), _is_article)
    except SourceError as error:
        return [], [Problem(key, str(error))]
    files = []
    for member in packed:
        inner = f"{source}/{_key(member.name)}"
        stamp = f"{member.bytes}.{member.checksum}.{sha256(repr((inner, metadata)).encode()).hexdigest()[:16]}"
        files.append(SourceFile(f"{key}/{_key(member.name)}", path, inner, stamp, metadata, member.name))
    return files, [Problem(key, complaint) for complaint in complaints[:MOST_COMPLAINTS]]


def _descriptions(path: Path, warn: Warn) -> dict[str, Metadata]:
    """What an `articles.toml` says, by file name."""
    try:
        text, note = decode(_bytes(path))
    except SourceError as error:
        warn(str(error))
        return {}
    if note:
        warn(note)
    return read_articles_toml(text, warn)


def _unknown_file(name: str, names: list[str]) -> str:
    """The complaint about a file that isn't there."""
    close = get_close_matches(name, names[:2000], n=1)
    return f'"{name}" is no article of this folder' + (f', did you mean "{close[0]}"?' if close else "")


def _problems(file: str, complaints: list[str]) -> tuple[Problem, ...]:
    """The complaints about a file, so many at most that they can be read."""
    told = complaints[:MOST_COMPLAINTS]
    if len(complaints) > len(told):
        told.append(f"and {len(complaints) - len(told)} more like these")
    return tuple(Problem(file, complaint) for complaint in told)


def _stamp(status: os.stat_result, source: str, metadata: Metadata) -> str:
    """Tells one state of a file, and of what is said of it, from every other.

    The time of the last change of the file's entry is in it, for an editor can set the time of its content back.
    """
    said = sha256(repr((source, metadata)).encode()).hexdigest()[:16]
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{said}"


def _ending(name: str) -> str:
    return os.path.splitext(name.lower())[1]  # noqa: PTH122  # ten times as fast, and asked of every file


def _is_article(name: str) -> bool:
    """Whether a file name is that of an article."""
    stem, ending = os.path.splitext(name.lower())  # noqa: PTH122  # ten times as fast, and asked of every file
    return ending in ENDINGS and stem not in ("readme", "license", "licence")


def _key(path: str) -> str:
    """A path as text, whatever bytes the file system gave it."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _bytes(path: Path, limit: int = LARGEST_FILE_BYTES) -> bytes:
    """The whole of a file that isn't too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError("is not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise SourceError(_fault(error)) from error
    if len(data) > limit:
        raise SourceError(f"has {size / 1e6:,.1f} MB; an article may have {limit / 1e6:,.0f} MB")
    return data


def _fault(error: OSError) -> str:
    """What the operating system complains of."""
    return f"can't be read ({(error.strerror or type(error).__name__).lower()})"


def _folder_fault(folder: Path, error: OSError) -> str:
    """What is wrong with a corpus folder, and what to do."""
    name = _key(str(folder))
    if isinstance(error, FileNotFoundError):
        return f"corpus folder {name} does not exist; make it, or name another with --corpus"
    if isinstance(error, NotADirectoryError):
        return f"corpus folder {name} is not a folder; name the folder that holds the articles with --corpus"
    return f"corpus folder {name} {_fault(error)}; make it readable, or name another with --corpus"
