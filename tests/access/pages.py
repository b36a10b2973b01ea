"""What is expected of each address: one line a page. A page without a line fails the suite."""

from dataclasses import dataclass

from meetings.models import (
    Adoption,
    ClassProblem,
    Difference,
    Factor,
    Group,
    GroupMember,
    Heard,
    Idea,
    LevelSet,
    Meeting,
    MeetingFile,
    Mention,
    Minutes,
    Position,
    Practice,
    QuickShare,
    Series,
    Support,
    SupportSession,
    Task,
    TermQuestion,
)
from reports.models import Report, Summary
from schools.access import AT_SCHOOL, Role
from schools.models import (
    ClassGroup,
    Cluster,
    District,
    Holiday,
    Membership,
    School,
    Subject,
    Term,
)
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement
from supervision.models import (
    BandSet,
    Cycle,
    FollowUp,
    Instrument,
    InstrumentVersion,
    Participant,
    Photo,
    PrivateNote,
    Problem,
    Visit,
)

SIGNED_IN = frozenset({*Role, "keeper", "newcomer", "former"})
EVERYONE = SIGNED_IN | {"nobody"}
EVERY_ROLE = frozenset({*AT_SCHOOL, Role.SUPERVISOR, Role.DISTRICT, "keeper"})
KEEPER = frozenset({"keeper"})
KEEPS_SCHOOL = frozenset({Role.PRINCIPAL, Role.OPERATOR, "keeper"})
LEADS_SCHOOL = frozenset({Role.PRINCIPAL, "keeper"})
# The observers of the world's visits: in each school another, see tests/access/supervision.py.
OBSERVES = frozenset({Role.OBSERVER, "neighbour_principal", "outsider"})
READS_VISIT = frozenset({Role.PRINCIPAL, Role.OBSERVER, Role.TEACHER, Role.SUPERVISOR})
WALKS = OBSERVES | {Role.PRINCIPAL}
READS_DRAFT = frozenset({Role.PRINCIPAL, Role.OBSERVER})
CONCERNED = frozenset({Role.TEACHER})
LEADS_GROUP = frozenset({Role.PRINCIPAL, Role.TEACHER})  # whose chair is the teacher
KNOWS_GROUP = LEADS_GROUP | {Role.OPERATOR, Role.SUPERVISOR}
READS_GROUP = frozenset({Role.PRINCIPAL, Role.TEACHER})
A_UUID = "01234567-89ab-4def-8123-456789abcdef"
PRINCIPAL = frozenset({Role.PRINCIPAL})
RUNS_SUPPORT = frozenset({Role.PRINCIPAL, Role.TEACHER})  # in the world the teacher leads it
READS_MEETINGS = frozenset({Role.PRINCIPAL, Role.TEACHER})
TOLD_OF_MEETINGS = READS_MEETINGS | {Role.OPERATOR, Role.SUPERVISOR}
LOOKS_AT_SCHOOL = frozenset({Role.PRINCIPAL, Role.SUPERVISOR})
LOOKS_AFTER_SCHOOLS = frozenset({Role.SUPERVISOR, Role.DISTRICT})
MAY_ASK = LOOKS_AT_SCHOOL | {Role.DISTRICT, Role.TEACHER}  # whom the world knows as a person
READS_INSTRUMENTS = frozenset({*AT_SCHOOL, Role.SUPERVISOR})


@dataclass(frozen=True)
class Page:
    """Open to `who` by `methods`. With `of`, only for rows of schools that they work for.

    `who` holds roles, or actors by name where a role says too much. `of` is a model, or the name
    of a row in a certain state, see world.py. `args` fills the rest of the address. `also` names
    answers that an open page may give besides 200 and a redirect.
    """

    who: frozenset
    methods: str = "GET"
    of: type | str | None = None
    args: tuple = ()
    also: tuple = ()

    def accepts(self, method):
        wanted = self.methods.split()
        return method in wanted or (method == "HEAD" and "GET" in wanted)


ANY = "GET POST PUT PATCH DELETE OPTIONS"
FORM = "GET POST PUT"  # Django's form views take PUT as POST
ASK = "GET POST"  # asked once, then done

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
    # Groups, members, questions of the term
    "meetings:home": Page(SIGNED_IN),
    "meetings:groups": Page(SIGNED_IN),
    "meetings:group_create": Page(LEADS_GROUP, FORM),  # who has a person record
    "meetings:group": Page(KNOWS_GROUP, of=Group),
    "meetings:group_update": Page(LEADS_GROUP, FORM, of=Group),
    "meetings:group_use": Page(LEADS_GROUP, ASK, of=Group),
    "meetings:members": Page(KNOWS_GROUP, of=Group),
    "meetings:member_add": Page(LEADS_GROUP, FORM, of=Group),
    "meetings:members_add": Page(LEADS_GROUP, ASK, of=Group),
    "meetings:member_update": Page(LEADS_GROUP, FORM, of=GroupMember),
    "meetings:group_join": Page(CONCERNED, ASK, of=Group),  # who works at one of its schools
    "meetings:group_leave": Page(CONCERNED, ASK, of=Group),
    "meetings:question_create": Page(CONCERNED, FORM, of=Group),
    "meetings:question_update": Page(CONCERNED, FORM, of=TermQuestion),
    # Planning: series, meetings, agenda, calendar; quick shares
    "meetings:series_create": Page(LEADS_GROUP, FORM, of=Group),
    "meetings:series_update": Page(LEADS_GROUP, FORM, of=Series),
    "meetings:meeting_create": Page(LEADS_GROUP, FORM, of=Group),
    "meetings:plan": Page(KNOWS_GROUP, of="planned meeting"),
    "meetings:meeting_update": Page(LEADS_GROUP, FORM, of="planned meeting"),
    "meetings:meeting_move": Page(LEADS_GROUP, ASK, of="planned meeting"),
    "meetings:meeting_miss": Page(LEADS_GROUP, ASK, of="planned meeting"),
    "meetings:meeting_restore": Page(LEADS_GROUP, ASK, of="missed meeting"),
    "meetings:agenda_add": Page(CONCERNED, FORM, of="planned meeting"),
    "meetings:agenda_update": Page(CONCERNED, FORM, of="planned item"),
    "meetings:agenda_remove": Page(CONCERNED, ASK, of="planned item"),
    "meetings:agenda_order": Page(LEADS_GROUP, "POST", of="planned item"),
    "meetings:calendar": Page(SIGNED_IN, "GET POST"),
    # Whoever holds the address may open it, a calendar program that is; this one is forged
    "meetings:calendar_feed": Page(EVERYONE, args=("abc",), also=(404,)),
    "meetings:share_create": Page(LEADS_GROUP | {Role.OPERATOR}, FORM),
    "meetings:share_remove": Page(CONCERNED, ASK, of=QuickShare),
    # The record of a meeting
    "meetings:record": Page(READS_MEETINGS, of="planned meeting"),  # whoever only reads is led on
    "meetings:record_people": Page(CONCERNED, of="planned meeting"),
    "meetings:record_state": Page(READS_MEETINGS, of=Minutes),
    "meetings:record_save": Page(CONCERNED, "PUT", of=Minutes, args=(A_UUID,), also=(422,)),
    "meetings:record_end": Page(CONCERNED, ASK, of="planned meeting"),
    "meetings:record_reopen": Page(CONCERNED, ASK, of=Meeting),
    "meetings:record_history": Page(READS_MEETINGS, of=Minutes),
    # A meeting afterwards: page, files, papers, tasks
    "meetings:meeting": Page(TOLD_OF_MEETINGS, of=Meeting),
    "meetings:minutes": Page(READS_MEETINGS, of=Meeting),
    "meetings:attendance": Page(TOLD_OF_MEETINGS, of=Meeting),
    "meetings:meeting_summary": Page(READS_MEETINGS, of=Meeting),
    "meetings:invitation_pdf": Page(READS_MEETINGS, of="planned meeting"),
    "meetings:attendance_pdf": Page(TOLD_OF_MEETINGS, of=Meeting),
    "meetings:minutes_pdf": Page(READS_MEETINGS, of=Meeting),
    "meetings:meeting_file_create": Page(CONCERNED, FORM, of=Meeting),
    "meetings:meeting_photo": Page(
        CONCERNED, "PUT", of="planned meeting", args=(A_UUID,), also=(422,)
    ),
    "meetings:meeting_file": Page(READS_MEETINGS, of=MeetingFile),
    "meetings:meeting_picture": Page(READS_MEETINGS, of="meeting photo"),
    "meetings:meeting_file_remove": Page(CONCERNED, ASK, of=MeetingFile),
    "meetings:tasks": Page(SIGNED_IN),
    "meetings:task": Page(READS_MEETINGS, of=Task),
    "meetings:task_close": Page(CONCERNED, ASK, of=Task),
    "meetings:task_reopen": Page(CONCERNED, ASK, of=Task),
    "meetings:decisions": Page(SIGNED_IN),
    # Differing opinions and class problems
    "meetings:differences": Page(SIGNED_IN),
    "meetings:difference": Page(READS_GROUP, of=Difference),
    "meetings:difference_create": Page(CONCERNED, FORM, of=Group),
    "meetings:difference_update": Page(CONCERNED, FORM, of=Difference),
    "meetings:difference_trial": Page(CONCERNED, FORM, of=Difference),
    "meetings:difference_settle": Page(CONCERNED, FORM, of=Difference),
    "meetings:position_create": Page(CONCERNED, FORM, of=Difference),
    "meetings:position_update": Page(CONCERNED, FORM, of=Position),
    "meetings:position_remove": Page(CONCERNED, ASK, of=Position),
    "meetings:heard_create": Page(CONCERNED, FORM, of=Difference),
    "meetings:heard_update": Page(CONCERNED, FORM, of=Heard),
    "meetings:heard_remove": Page(CONCERNED, ASK, of=Heard),
    "meetings:problems": Page(SIGNED_IN),
    "meetings:problem": Page(READS_GROUP, of=ClassProblem),
    "meetings:problem_create": Page(CONCERNED, FORM, of=Group),
    "meetings:problem_update": Page(CONCERNED, FORM, of=ClassProblem),
    "meetings:problem_outcome": Page(CONCERNED, FORM, of=ClassProblem),
    "meetings:idea_create": Page(CONCERNED, FORM, of=ClassProblem),
    "meetings:idea_update": Page(CONCERNED, FORM, of=Idea),
    "meetings:idea_remove": Page(CONCERNED, ASK, of=Idea),
    # Practices and their adoption
    "meetings:practices": Page(SIGNED_IN),
    "meetings:practice_create": Page(CONCERNED, FORM),  # who has a person record
    "meetings:practice": Page(CONCERNED, of=Practice),  # for the group: its author is a member
    "meetings:practice_update": Page(CONCERNED, FORM, of=Practice),
    "meetings:practice_share": Page(CONCERNED, ASK, of=Practice, args=("school",)),
    "meetings:practice_adopt": Page(CONCERNED, FORM, of=Practice),
    "meetings:adoption_update": Page(CONCERNED, FORM, of=Adoption),
    "meetings:adoption_verdict": Page(CONCERNED, ASK, of=Adoption),
    # Support for pupils
    "meetings:supports": Page(SIGNED_IN),
    "meetings:support_create": Page(frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF}), FORM),
    "meetings:support": Page(frozenset({Role.PRINCIPAL, Role.TEACHER, Role.OPERATOR}), of=Support),
    "meetings:support_update": Page(RUNS_SUPPORT, FORM, of=Support),
    "meetings:slots": Page(RUNS_SUPPORT, FORM, of=Support),
    "meetings:measure": Page(RUNS_SUPPORT, FORM, of=Support, args=("awal",)),
    "meetings:session_create": Page(RUNS_SUPPORT, FORM, of=Support),
    "meetings:session_update": Page(RUNS_SUPPORT, FORM, of=SupportSession),
    "meetings:support_end": Page(RUNS_SUPPORT, FORM, of=Support),
    "meetings:level_sets": Page(SIGNED_IN),
    "meetings:level_set": Page(READS_INSTRUMENTS, of=LevelSet),
    "meetings:level_set_copy": Page(PRINCIPAL, ASK, of=LevelSet),
    "meetings:level_set_update": Page(PRINCIPAL, FORM, of=LevelSet),
    "meetings:level_set_use": Page(PRINCIPAL, ASK, of=LevelSet),
    # Factors and marked sentences
    "meetings:factors": Page(SIGNED_IN),
    "meetings:factor_create": Page(PRINCIPAL, FORM),
    "meetings:factor": Page(READS_INSTRUMENTS, of=Factor),
    "meetings:factor_reword": Page(PRINCIPAL, FORM, of=Factor),
    "meetings:factor_use": Page(PRINCIPAL, ASK, of=Factor),
    "meetings:factor_leave_out": Page(PRINCIPAL, ASK, of="library factor"),
    "meetings:mentions": Page(SIGNED_IN),
    "meetings:mention": Page(PRINCIPAL | CONCERNED, of=Mention),
    "meetings:mention_respond": Page(PRINCIPAL | CONCERNED, FORM, of=Mention),
    "meetings:mention_remove": Page(PRINCIPAL | CONCERNED, ASK, of=Mention),
    "meetings:mention_create": Page(PRINCIPAL | CONCERNED, ASK, of=Meeting),
    # Instruments and band sets
    "supervision:instruments": Page(SIGNED_IN),
    "supervision:instrument_create": Page(PRINCIPAL, FORM),
    "supervision:instrument_import": Page(PRINCIPAL, FORM),
    "supervision:instrument": Page(READS_INSTRUMENTS, of=Instrument),
    "supervision:instrument_copy": Page(PRINCIPAL, ASK, of=Instrument),
    "supervision:instrument_use": Page(PRINCIPAL, ASK, of=Instrument),
    "supervision:version_create": Page(PRINCIPAL, ASK, of=Instrument),
    "supervision:version": Page(READS_INSTRUMENTS, of=InstrumentVersion),
    "supervision:version_file": Page(READS_INSTRUMENTS, of=InstrumentVersion),
    "supervision:version_publish": Page(PRINCIPAL, ASK, of=InstrumentVersion),
    "supervision:version_edit": Page(PRINCIPAL, of=InstrumentVersion),
    "supervision:version_head": Page(PRINCIPAL, FORM, of=InstrumentVersion),
    "supervision:version_scale": Page(PRINCIPAL, FORM, of=InstrumentVersion),
    "supervision:part_move": Page(PRINCIPAL, "POST", of=InstrumentVersion),
    "supervision:aspect_create": Page(PRINCIPAL, FORM, of=InstrumentVersion),
    "supervision:aspect_update": Page(PRINCIPAL, FORM, of=InstrumentVersion, args=("A",)),
    "supervision:aspect_remove": Page(PRINCIPAL, ASK, of=InstrumentVersion, args=("A",)),
    "supervision:item_create": Page(PRINCIPAL, FORM, of=InstrumentVersion, args=("A",)),
    "supervision:item_update": Page(PRINCIPAL, FORM, of=InstrumentVersion, args=("ABC-01",)),
    "supervision:item_remove": Page(PRINCIPAL, ASK, of=InstrumentVersion, args=("ABC-01",)),
    "supervision:band_sets": Page(SIGNED_IN),
    "supervision:band_set": Page(READS_INSTRUMENTS, of=BandSet),
    "supervision:band_set_copy": Page(PRINCIPAL, ASK, of=BandSet),
    "supervision:band_set_update": Page(PRINCIPAL, FORM, of=BandSet),
    "supervision:band_set_use": Page(PRINCIPAL, ASK, of=BandSet),
    # Cycles
    "supervision:home": Page(SIGNED_IN),
    "supervision:cycle_create": Page(frozenset({Role.PRINCIPAL}), FORM),
    "supervision:cycle": Page(
        frozenset({Role.PRINCIPAL, Role.SUPERVISOR, Role.TEACHER, Role.OBSERVER}), of=Cycle
    ),
    "supervision:cycle_update": Page(frozenset({Role.PRINCIPAL}), FORM, of=Cycle),
    "supervision:cycle_people": Page(frozenset({Role.PRINCIPAL}), FORM, of=Cycle),
    "supervision:cycle_accept": Page(frozenset({Role.PRINCIPAL}), ASK, of=Cycle),
    "supervision:cycle_advance": Page(frozenset({Role.PRINCIPAL}), ASK, of=Cycle),
    "supervision:cycle_verdict": Page(frozenset({Role.PRINCIPAL}), FORM, of=Cycle),
    "supervision:problem_create": Page(frozenset({Role.PRINCIPAL}), FORM, of=Cycle),
    "supervision:problem_decide": Page(frozenset({Role.PRINCIPAL}), ASK, of=Problem),
    "supervision:reflection": Page(
        frozenset({Role.PRINCIPAL, Role.TEACHER}), FORM, of=Cycle
    ),  # whoever leads, and whoever takes part
    "supervision:cycle_mark": Page(frozenset({Role.PRINCIPAL, Role.TEACHER}), ASK, of=Cycle),
    "supervision:cycle_schedule": Page(frozenset({Role.PRINCIPAL}), FORM, of=Cycle),
    "supervision:cycle_results": Page(frozenset({Role.PRINCIPAL, Role.SUPERVISOR}), of=Cycle),
    "supervision:cycle_results_xlsx": Page(frozenset({Role.PRINCIPAL, Role.SUPERVISOR}), of=Cycle),
    "supervision:participant_accept": Page(frozenset({Role.TEACHER}), ASK, of=Participant),
    "supervision:participant_reason": Page(frozenset({Role.PRINCIPAL}), FORM, of=Participant),
    "supervision:school_results": Page(frozenset({Role.PRINCIPAL, Role.SUPERVISOR}), of=School),
    # Visits: planning and the way through their states
    "supervision:visits": Page(SIGNED_IN),
    "supervision:visit_create": Page(READS_VISIT, FORM),
    "supervision:visit_invite": Page(CONCERNED, FORM),  # who has a person record
    "supervision:visit": Page(READS_VISIT, of="planned visit"),
    "supervision:visit_update": Page(READS_DRAFT, FORM, of="planned visit"),
    "supervision:visit_accept": Page(CONCERNED | OBSERVES, ASK, of="planned visit"),
    "supervision:visit_move": Page(READS_DRAFT, ASK, of="planned visit"),
    "supervision:visit_call_off": Page(READS_DRAFT, ASK, of="running visit"),
    "supervision:visit_hand": Page(READS_DRAFT, ASK, of="observed visit"),
    # Visit sheets
    "supervision:sheet": Page(READS_VISIT, of=Visit),
    "supervision:finish": Page(OBSERVES, ASK, of="running visit"),
    "supervision:own_sheet": Page(CONCERNED, of="running visit"),
    "supervision:own_sheet_share": Page(CONCERNED, ASK, of="own sheet"),
    "supervision:side_by_side": Page(CONCERNED, of=Visit),  # theirs is not shared
    "supervision:rooms": Page(WALKS, of="walk"),
    "supervision:room_add": Page(OBSERVES, ASK, of="walk"),
    "supervision:room_sheet": Page(WALKS, of="room"),
    "supervision:sheet_history": Page(READS_DRAFT, of="open sheet"),
    "supervision:sheet_state": Page(READS_DRAFT, of="open sheet"),
    "supervision:sheet_save": Page(OBSERVES, "PUT", of="open sheet", args=(A_UUID,), also=(422,)),
    "supervision:photo_save": Page(OBSERVES, "PUT", of="open sheet", args=(A_UUID,), also=(422,)),
    "supervision:photo": Page(READS_VISIT, of=Photo),
    "supervision:photo_remove": Page(OBSERVES, "POST", of="open photo", also=(204,)),
    # Talks, follow-ups, private notes
    "supervision:remark_create": Page(CONCERNED | OBSERVES, ASK, of="planned visit"),
    "supervision:feedback_create": Page(OBSERVES, FORM, of="observed visit"),
    "supervision:feedback_update": Page(OBSERVES, FORM, of="draft feedback"),
    "supervision:feedback_delete": Page(OBSERVES, ASK, of="draft feedback"),
    "supervision:visit_verdict": Page(OBSERVES, FORM, of="observed visit"),
    "supervision:visit_mark": Page(READS_DRAFT | CONCERNED, ASK, of=Visit),
    "supervision:visit_share": Page(OBSERVES, ASK, of="observed visit"),
    "supervision:visit_take_back": Page(OBSERVES, ASK, of=Visit),
    "supervision:visit_read": Page(CONCERNED, ASK, of=Visit),
    "supervision:reply": Page(CONCERNED, ASK, of="read visit"),
    "supervision:objection": Page(CONCERNED, ASK, of="read visit"),
    "supervision:answer_objection": Page(READS_DRAFT, ASK, of="objection"),
    "supervision:visit_open": Page(CONCERNED, ASK, of="peer visit"),
    "supervision:practice_seen": Page(READS_DRAFT, ASK, of="observed visit"),
    "supervision:seen_withdraw": Page(frozenset(), ASK, of="observed visit", args=(1,)),
    "supervision:follow_up_topic": Page(CONCERNED, ASK, of=FollowUp),
    "supervision:follow_ups": Page(SIGNED_IN),
    "supervision:follow_up": Page(READS_VISIT, of=FollowUp),
    "supervision:follow_up_create": Page(READS_DRAFT | CONCERNED, FORM, of=Visit),
    "supervision:follow_up_update": Page(READS_DRAFT | CONCERNED, FORM, of=FollowUp),
    "supervision:follow_up_close": Page(READS_DRAFT | CONCERNED, ASK, of=FollowUp),
    "supervision:private_notes": Page(SIGNED_IN),
    "supervision:private_note_create": Page(SIGNED_IN, FORM),
    "supervision:private_note": Page(CONCERNED, of=PrivateNote),
    "supervision:private_note_update": Page(CONCERNED, FORM, of=PrivateNote),
    "supervision:private_note_delete": Page(CONCERNED, ASK, of=PrivateNote),
    # Results and documents
    "supervision:blank_pdf": Page(READS_INSTRUMENTS, of=InstrumentVersion),
    "supervision:recap_pdf": Page(frozenset({Role.PRINCIPAL, Role.SUPERVISOR}), of=Cycle),
    "supervision:report_pdf": Page(frozenset({Role.PRINCIPAL, Role.SUPERVISOR}), of=Cycle),
    "supervision:sheet_pdf": Page(READS_VISIT, of=Visit),
    "supervision:record_pdf": Page(READS_VISIT, of=Visit),
    "supervision:visit_finalise": Page(READS_DRAFT, ASK, of="read visit"),
    "supervision:visit_correct": Page(READS_DRAFT, ASK, of="final visit"),
    "supervision:ruang_gtk": Page(READS_VISIT, of=Visit),
    "supervision:growth": Page(
        frozenset({Role.PRINCIPAL, Role.TEACHER, Role.SUPERVISOR}), of="teacher"
    ),
    # One's own account
    "account_login": Page(EVERYONE, FORM),
    "account_logout": Page(EVERYONE, "GET POST"),
    "account_inactive": Page(EVERYONE),
    "account_reauthenticate": Page(SIGNED_IN, FORM),
    "account_change_password": Page(SIGNED_IN, FORM),
    "account_set_password": Page(SIGNED_IN, FORM),
    "account_reset_password": Page(EVERYONE, FORM),
    "account_reset_password_done": Page(EVERYONE),
    # allauth shows “this link is not good any more” whatever the method
    "account_reset_password_from_key": Page(EVERYONE, ANY, args=("1", "set-password")),
    "account_reset_password_from_key_done": Page(EVERYONE),
    "mfa_index": Page(SIGNED_IN),
    "mfa_authenticate": Page(EVERYONE, FORM),
    "mfa_reauthenticate": Page(SIGNED_IN, FORM),
    "mfa_activate_totp": Page(SIGNED_IN, FORM),
    "mfa_deactivate_totp": Page(SIGNED_IN, FORM, also=(404,)),
    "mfa_view_recovery_codes": Page(SIGNED_IN, also=(404,)),
    "mfa_generate_recovery_codes": Page(SIGNED_IN, FORM),
    "mfa_download_recovery_codes": Page(SIGNED_IN, also=(404,)),
    "socialaccount_login_cancelled": Page(EVERYONE),
    "socialaccount_login_error": Page(EVERYONE, also=(401,)),
    "socialaccount_signup": Page(EVERYONE, FORM),
    "openid_connect_login": Page(EVERYONE, "GET POST", args=("belajar",), also=(404,)),
    "openid_connect_callback": Page(EVERYONE, args=("belajar",), also=(404,)),
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
