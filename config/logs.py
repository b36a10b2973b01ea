"""Log lines: one JSON object each, with identifiers and never with what people typed."""

import traceback

import structlog


def without_values(logger, method, event):
    """Say which exception and where. Its message may hold a name or a number, so it stays out."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        record = event.get("_record")
        exc_info = record.exc_info if record else None
    if isinstance(exc_info, tuple) and exc_info[0]:
        event["exception"] = exc_info[0].__name__
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(exc_info[2])[-8:]
        ]
    return event


def formatter():
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ExtraAdder(
                allow={
                    *("request_id", "method", "route", "status", "ms", "user"),
                    *("job", "attempt"),
                }
            ),
        ],
        processors=[
            without_values,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
