"""People, their placements and accounts, and lists from Dapodik."""

from schools.access import Role
from schools.models import ClassGroup, Membership, School
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement

from .page import ANY, ASK, EVERYONE, FORM, KEEPS_SCHOOL, LEADS_SCHOOL, SIGNED_IN, Page

PAGES = {
    # People, their placements and accounts
    "staff:people": Page(SIGNED_IN),
    "staff:people_xlsx": Page(SIGNED_IN),
    "staff:people_csv": Page(SIGNED_IN),
    "staff:person": Page(KEEPS_SCHOOL, of=Person),
    "staff:person_create": Page(KEEPS_SCHOOL, FORM),
    "staff:person_update": Page(KEEPS_SCHOOL, FORM, of=Person),
    "staff:person_mask": Page(LEADS_SCHOOL, ASK, of=Person),
    "staff:placement_create": Page(KEEPS_SCHOOL, FORM, of=Person),
    "staff:placement_update": Page(KEEPS_SCHOOL, FORM, of=Placement),
    "staff:classes": Page(SIGNED_IN),
    "staff:class_create": Page(KEEPS_SCHOOL, FORM),
    "staff:class_update": Page(KEEPS_SCHOOL, FORM, of=ClassGroup),
    "staff:class_use": Page(KEEPS_SCHOOL, ASK, of=ClassGroup),
    "staff:start_classes": Page(KEEPS_SCHOOL, ASK, of=School),
    "staff:new_year": Page(KEEPS_SCHOOL, ASK, of=School),
    "staff:hand_over": Page(LEADS_SCHOOL, ASK, of=School),
    "staff:accounts": Page(KEEPS_SCHOOL),
    "staff:invite_everyone": Page(KEEPS_SCHOOL, ASK, of=School),
    "staff:slips": Page(KEEPS_SCHOOL, of=School),
    "staff:invite": Page(KEEPS_SCHOOL, ASK, of=Person),
    "staff:close_account": Page(KEEPS_SCHOOL, ASK, of=Person),
    "staff:invitation_detail": Page(KEEPS_SCHOOL, "GET POST", of=Invitation),
    # Whoever holds a link may open it; this one is forged
    "staff:invitation": Page(EVERYONE, ANY, args=(1, "abc"), also=(410,)),
    "staff:role_create": Page(KEEPS_SCHOOL, FORM),
    "staff:role_update": Page(KEEPS_SCHOOL, FORM, of=Membership),
    "staff:imports": Page(KEEPS_SCHOOL, FORM),
    "staff:import": Page(KEEPS_SCHOOL, of=DapodikImport),
    "staff:import_confirm": Page(KEEPS_SCHOOL, ASK, of=DapodikImport),
    "staff:import_cancel": Page(KEEPS_SCHOOL, ASK, of=DapodikImport),
    "staff:correction_create": Page(frozenset({Role.TEACHER}), FORM),  # who has a person record
    "staff:correction_for": Page(KEEPS_SCHOOL, FORM, of=Person),
    "staff:corrections": Page(SIGNED_IN),
    "staff:correction_answer": Page(KEEPS_SCHOOL, FORM, of=CorrectionRequest),
}
