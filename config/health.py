"""Is the process alive, and is all that it needs there? For load balancers and the supervisor."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError


@login_not_required
@never_cache
@require_safe
def healthz(request):
    return JsonResponse({"process": True})


@login_not_required
@never_cache
@require_safe
def readyz(request):
    parts = {"database": database_answers(), "broker": broker_answers()}
    parts["migrations"] = parts["database"] and nothing_left_to_migrate()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def nothing_left_to_migrate():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker_answers():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=1, interval_start=0)
    except (OperationalError, OSError):
        return False
    return True
