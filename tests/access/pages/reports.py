"""Figures of terms and areas, and reports that are asked for."""

from reports.models import Report, Summary
from schools.models import Cluster, District, School

from .page import (
    ASK,
    CONCERNED,
    FORM,
    KEEPS_SCHOOL,
    LOOKS_AFTER_SCHOOLS,
    LOOKS_AT_SCHOOL,
    MAY_ASK,
    PRINCIPAL,
    SIGNED_IN,
    Page,
)

PAGES = {
    "reports:terms": Page(SIGNED_IN),
    "reports:own": Page(SIGNED_IN),
    "reports:completeness": Page(KEEPS_SCHOOL, of=School),
    "reports:term": Page(LOOKS_AT_SCHOOL, of=Summary),
    "reports:rows": Page(LOOKS_AT_SCHOOL, of=Summary, args=("teachers",)),
    "reports:term_pdf": Page(LOOKS_AT_SCHOOL, of=Summary),
    "reports:term_xlsx": Page(LOOKS_AT_SCHOOL, of=Summary),
    "reports:term_json": Page(LOOKS_AT_SCHOOL, of=Summary),
    "reports:district": Page(LOOKS_AFTER_SCHOOLS, of=District),
    "reports:district_xlsx": Page(LOOKS_AFTER_SCHOOLS, of=District),
    "reports:district_json": Page(LOOKS_AFTER_SCHOOLS, of=District),
    "reports:cluster": Page(LOOKS_AFTER_SCHOOLS, of=Cluster),
    "reports:cluster_xlsx": Page(LOOKS_AFTER_SCHOOLS, of=Cluster),
    "reports:cluster_json": Page(LOOKS_AFTER_SCHOOLS, of=Cluster),
    "reports:ask": Page(MAY_ASK, FORM),
    "reports:all_asked": Page(SIGNED_IN),
    "reports:asked": Page(PRINCIPAL, of=Report),  # who asked for it, in the world
    "reports:asked_remove": Page(PRINCIPAL, ASK, of=Report),
    "reports:asked_again": Page(PRINCIPAL, ASK, of=Report),
    "reports:asked_pdf": Page(PRINCIPAL, of=Report),
    "reports:asked_xlsx": Page(PRINCIPAL, of=Report),
    "reports:asked_csv": Page(PRINCIPAL, of=Report),
    "reports:asked_json": Page(PRINCIPAL, of=Report),
}

# Pages that rows of several kinds have: the line above is one of them, and these are the others.
ASKERS = {
    "report of a cycle": PRINCIPAL,
    "report of a person": CONCERNED,
    "report of a group": CONCERNED | {"neighbour_principal", "outsider"},
}
OTHERS = [
    (name, Page(who, methods, of=kind))
    for kind, who in ASKERS.items()
    for name, methods in [
        ("reports:asked", "GET"),
        ("reports:asked_remove", ASK),
        ("reports:asked_pdf", "GET"),
        ("reports:asked_csv", "GET"),
    ]
]
