"""Putting results in place: made under another name, moved when whole, so that a failure loses nothing."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """Give a new folder to write into; on leaving without error it takes the place of `target`.

    The former folder stands aside until the new one is in place. Killed between the two moves, `recover` brings it
    back; killed before them, it was never touched.
    """
    recover(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = target.with_name(f".{target.name}.building-{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
        if target.exists():
            target.rename(_previous(target))
        work.rename(target)
        shutil.rmtree(_previous(target), ignore_errors=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def recover(target: Path) -> None:
    """Bring back what a killed run had moved aside, and remove what killed runs left half made."""
    previous = _previous(target)
    if previous.exists():
        if target.exists():
            shutil.rmtree(previous, ignore_errors=True)
        else:
            previous.rename(target)
    for left in target.parent.glob(f".{target.name}.building-*"):
        if not _alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


@contextmanager
def file(target: Path) -> Iterator[IO[bytes]]:
    """Give a stream to write to; on leaving without error the file takes the place of `target`."""
    work = target.with_name(f".{target.name}.writing-{os.getpid()}")
    try:
        with work.open("wb") as stream:
            yield stream
        work.replace(target)
    finally:
        work.unlink(missing_ok=True)


def files(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: none takes its place before all are whole."""
    with ExitStack() as stack:
        for target, content in contents.items():
            stream = stack.enter_context(file(target))
            stream.write(content)
            stream.flush()
