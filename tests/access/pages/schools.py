"""Home, places and registers, and the pages that show no row."""

from schools.models import Cluster, District, Holiday, School, Subject, Term

from .page import ASK, EVERY_ROLE, EVERYONE, FORM, KEEPER, KEEPS_SCHOOL, SIGNED_IN, Page

PAGES = {
    "home": Page(SIGNED_IN),
    "me": Page(SIGNED_IN),
    "my_data": Page(SIGNED_IN),
    "my_data_download": Page(SIGNED_IN),
    "who_sees": Page(SIGNED_IN),
    "what_is_kept": Page(EVERYONE),
    "offline": Page(EVERYONE),
    "components": Page(SIGNED_IN, also=(404,)),  # there in a demo only
    "healthz": Page(EVERYONE),
    "readyz": Page(EVERYONE, also=(503,)),
    "set_language": Page(EVERYONE, "POST"),
    "set_theme": Page(EVERYONE, "POST"),
    # Registers
    "schools:list": Page(SIGNED_IN),
    "schools:create": Page(KEEPER, FORM),
    "schools:detail": Page(EVERY_ROLE, of=School),
    "schools:update": Page(KEEPS_SCHOOL, FORM, of=School),
    "schools:use": Page(KEEPER, ASK, of=School),
    "schools:logo": Page(EVERY_ROLE, of=School),
    "schools:districts": Page(SIGNED_IN),
    "schools:district": Page(EVERY_ROLE, of=District),
    "schools:district_create": Page(KEEPER, FORM),
    "schools:district_update": Page(KEEPER, FORM, of=District),
    "schools:district_use": Page(KEEPER, ASK, of=District),
    "schools:clusters": Page(SIGNED_IN),
    "schools:cluster": Page(EVERY_ROLE, of=Cluster),
    "schools:cluster_create": Page(KEEPER, FORM),
    "schools:cluster_update": Page(KEEPER, FORM, of=Cluster),
    "schools:cluster_use": Page(KEEPER, ASK, of=Cluster),
    "schools:terms": Page(SIGNED_IN),
    "schools:term_create": Page(KEEPS_SCHOOL, FORM),
    "schools:term_update": Page(KEEPS_SCHOOL, FORM, of=Term),
    "schools:holiday_create": Page(KEEPS_SCHOOL, FORM),
    "schools:holiday_update": Page(KEEPS_SCHOOL, FORM, of=Holiday),
    "schools:holiday_delete": Page(KEEPS_SCHOOL, ASK, of=Holiday),
    "schools:subjects": Page(SIGNED_IN),
    "schools:subject_create": Page(KEEPS_SCHOOL, FORM),
    "schools:subject_update": Page(KEEPS_SCHOOL, FORM, of=Subject),
    "schools:subject_use": Page(KEEPS_SCHOOL, ASK, of=Subject),
    "schools:usual_subjects": Page(KEEPS_SCHOOL, ASK, of=School),
    "schools:memberships": Page(SIGNED_IN),
    "schools:history": Page(SIGNED_IN),
}
