"""Tables and documents as files in the reader's hand."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "yaml": "application/yaml; charset=utf-8",
}


def download(content, name, ending):
    """The bytes of a table or document as a dated file, which no browser keeps."""
    filename = f"{timezone.localdate()} {name}.{ending}"
    return HttpResponse(
        content,
        content_type=KINDS[ending],
        headers={
            "Content-Disposition": content_disposition_header(True, filename),
            "Cache-Control": "private, no-store",
        },
    )
