"""Celery's own scheduler; a file that a power cut has left broken is begun anew."""

import logging

from celery.beat import PersistentScheduler

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):
    def setup_schedule(self):
        try:
            super().setup_schedule()
        except Exception as broken:  # whatever is in a broken file; beat would never start again
            logger.warning("the file of the schedule is begun anew", exc_info=broken)
            self._remove_db()
            super().setup_schedule()
