"""What a report is called: by its way, or by the system that a file is for."""

from goodname.data.routes import route

from ..models import Referral
from .holding import EXPORT

SYSTEMS = {"cpoms": "CPOMS", "myconcern": "MyConcern"}


def title(referral: Referral) -> str:
    if referral.route.startswith(EXPORT):
        return f"File for {SYSTEMS[referral.route.removeprefix(EXPORT)]}"
    way = route(referral.route)
    return way.name if way else "A report"
