"""How much of an uploaded picture is opened before it is refused, and what is said then."""

from __future__ import annotations

MOST_BYTES = 20_000_000  # of a file
MOST_PIXELS = 40_000_000  # of one picture
LONGEST_SIDE = 60_000  # pixels: no chat is longer, and a line of millions keeps its reader busy
MOST_PAGES = 20  # of a PDF
SECONDS = 30.0  # for opening one file, all of its pages together
MOST_MEMORY = 2_000_000_000  # bytes that the opening process may take
MOST_MADE = 400_000_000  # bytes of pictures that it may give back
WIDEST = 1600  # pixels of the copy that a page shows
TALLEST = 12_000  # pixels of it: a long chat, and less than the most that WebP can hold
ALLOWED = "PNG, JPEG, WebP, HEIC and GIF pictures and PDFs of up to 20 pages can be read"
BROKEN = f"this file is damaged or unusual and cannot be opened; {ALLOWED}"
