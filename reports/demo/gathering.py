"""Working together in the story, told in the order in which one thing comes of another."""

from meetings.models import Group
from meetings.services.library import load_library

from .discussing import lead_to_topics, raise_problems, share_in_passing, tell_differences
from .grouping import ask_questions, found_groups, write_holidays
from .helping import help_pupils
from .marking import mark_sentences
from .meeting import tell_meetings
from .passing_on import pass_on
from .recording import close_tasks
from .told import Told


def load_meetings(story, schools, people):
    """Write it down after the visits, in which practices are seen; once told it stays."""
    if Group.objects.exists():
        return
    told = Told(story, schools, people)
    write_holidays(told)
    found_groups(told)
    tell_meetings(told)
    close_tasks(told)
    lead_to_topics(told)
    ask_questions(told)
    pass_on(told)
    raise_problems(told)
    tell_differences(told)
    share_in_passing(told)
    load_library()
    help_pupils(told)
    mark_sentences(told)
