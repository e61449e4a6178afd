"""The process that opens one hostile file: `child KIND read|copy PAGE`, the file on its input.

It first takes its own rights away: memory, processor time, and writing of files.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from typing import Any

from PIL import Image

from goodname.core.words import Unreadable
from goodname.files.images import limits, pages
from goodname.files.images.marks import marks_of


def main(kind: str, what: str, page: int) -> int:
    for limit, most in (
        (resource.RLIMIT_AS, limits.MOST_MEMORY),
        (resource.RLIMIT_CPU, int(limits.SECONDS)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    warnings.simplefilter("ignore")
    try:
        told, made = _answer(sys.stdin.buffer.read(), kind, what, page)
    except Unreadable as fault:
        told, made = {"fault": str(fault)}, []
    except MemoryError:
        told, made = {"fault": "opening this file needs far more memory than a picture does"}, []
    except Exception:  # opening hostile bytes, the libraries may fail in any way
        told, made = {"fault": limits.BROKEN}, []
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(made))
    sys.stdout.buffer.flush()
    return 0


def _answer(body: bytes, kind: str, what: str, page: int) -> tuple[dict[str, Any], list[bytes]]:
    sizes: list[dict[str, int]] = []
    made: list[bytes] = []
    for picture in pages.pages(body, kind, page):
        made.append(_png(picture) if what == "read" else _copy(picture))
        if sum(map(len, made)) > limits.MOST_MADE:
            raise Unreadable("the pages of this file are far too large; send fewer of them")
        sizes.append({"width": picture.width, "height": picture.height, "bytes": len(made[-1])})
    # The marks come last: what is no picture at all is refused in the words of its pages.
    return {"pages": sizes, "marks": marks_of(body, kind) if what == "read" else {}}, made


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _copy(picture: Image.Image) -> bytes:
    """The pixels alone: what was fetched from the file beside them stays behind."""
    picture.thumbnail((limits.WIDEST, limits.TALLEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=3)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
