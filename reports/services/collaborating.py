"""What working together came to at a school in a term."""

import pandas as pd
from django.utils import timezone

from meetings.calculations.depth import STEPS
from meetings.kinds import MeetingState

from ..calculations import collaboration, performance
from ..calculations.network import network
from ..sources import meetings


def collaboration_of(term):
    """The sums of a Summary that come from groups, meetings and support for pupils."""
    today = timezone.localdate(timezone=term.school.zone)
    people = collaboration.at_their_own(meetings.works(term), term.school_id)
    members = {(group, person) for group, person in meetings.members(term) if person in people}
    rows = meetings.meetings(term)
    held = [kind for _, kind, session in rows if session.state == MeetingState.HELD]
    tasks = pd.DataFrame(meetings.tasks(term), columns=["done", "due", "closed"])
    return {
        "cadence": collaboration.kept(meetings.groups(term, rows)),
        "attendance": collaboration.attendance(meetings.marks(term)),
        "voices": collaboration.voices(members, meetings.noted_voices(term)),
        "depth": collaboration.reached(STEPS, members, meetings.did(term)),
        "ideas": collaboration.ideas(meetings.practices(term)),
        "decisions": collaboration.decisions(meetings.decisions(term)),
        "tasks": performance.follow_through(tasks, today),
        "kinds": collaboration.kinds(held, meetings.shares(term)),
        "factors": collaboration.factors(meetings.named(term)),
        "interventions": collaboration.interventions(meetings.programmes(term)),
        "network": network(people, meetings.present(term)),
    }
