# ruff: noqa: F401, F403
"""Small makers of valid rows. Each fills in only what the test did not care to say."""

from .basics import A_DAY, a_moment
from .meetings import *
from .reports import *
from .schools import *
from .staff import *
from .supervision import *
