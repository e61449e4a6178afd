"""Pictures and PDFs that a person gave: opened in a process of its own, never changed."""

from goodname.files.images.opening import Copy, Facts, Picture, Pictures, read, without_marks

__all__ = ["Copy", "Facts", "Picture", "Pictures", "read", "without_marks"]
