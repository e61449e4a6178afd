"""Finds out what can be listened to behind whatever a person pastes: by its address, or by what answers."""

from goodname.core.listen.places.detect_address import Detected, of_address, tidied
from goodname.core.listen.places.detect_page import of_reply

__all__ = ["Detected", "of_address", "of_reply", "tidied"]
