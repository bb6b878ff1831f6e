"""Contains all the data models used in inputs/outputs"""

from .appended_event import AppendedEvent
from .batch_result import BatchResult
from .block_reason import BlockReason
from .blocked import Blocked
from .blocked_patch import BlockedPatch
from .changed_session import ChangedSession
from .code import Code
from .created_tenant import CreatedTenant
from .decision import Decision
from .download_events_csv_kind import DownloadEventsCsvKind
from .download_events_ndjson_kind import DownloadEventsNdjsonKind
from .end_reason import EndReason
from .erasure import Erasure
from .erasure_to_order import ErasureToOrder
from .event import Event
from .event_data import EventData
from .event_order import EventOrder
from .event_page import EventPage
from .export import Export
from .export_format import ExportFormat
from .export_to_order import ExportToOrder
from .export_to_order_kind import ExportToOrderKind
from .get_stats_summary_kind import GetStatsSummaryKind
from .get_stats_timeseries_kind import GetStatsTimeseriesKind
from .get_stats_top_kind import GetStatsTopKind
from .introspection import Introspection
from .introspection_metadata import IntrospectionMetadata
from .ip_capture import IpCapture
from .issued_session import IssuedSession
from .item_code import ItemCode
from .item_result import ItemResult
from .job import Job
from .job_page import JobPage
from .job_state import JobState
from .jwk import Jwk
from .jwk_algorithm import JwkAlgorithm
from .jwk_curve import JwkCurve
from .jwk_set import JwkSet
from .jwk_type import JwkType
from .jwk_use import JwkUse
from .key import Key
from .key_page import KeyPage
from .key_roll import KeyRoll
from .key_scope import KeyScope
from .key_state import KeyState
from .key_to_create import KeyToCreate
from .label_wording import LabelWording
from .list_events_kind import ListEventsKind
from .list_order import ListOrder
from .listed_state import ListedState
from .location_credit import LocationCredit
from .location_database import LocationDatabase
from .location_databases import LocationDatabases
from .location_detail import LocationDetail
from .login import Login
from .login_member import LoginMember
from .login_request import LoginRequest
from .login_tenant import LoginTenant
from .member import Member
from .member_page import MemberPage
from .member_patch import MemberPatch
from .member_reset import MemberReset
from .member_to_add import MemberToAdd
from .member_with_password import MemberWithPassword
from .my_session import MySession
from .my_session_page import MySessionPage
from .newly_issued_key import NewlyIssuedKey
from .password_to_change import PasswordToChange
from .posted_batch import PostedBatch
from .posted_event import PostedEvent
from .posted_event_data import PostedEventData
from .previewed_event import PreviewedEvent
from .previewed_event_data import PreviewedEventData
from .problem import Problem
from .problem_place import ProblemPlace
from .problem_tenant import ProblemTenant
from .program_kind import ProgramKind
from .redaction_preview import RedactionPreview
from .role import Role
from .session import Session
from .session_limit import SessionLimit
from .session_metadata import SessionMetadata
from .session_of_event import SessionOfEvent
from .session_page import SessionPage
from .session_patch import SessionPatch
from .session_patch_metadata import SessionPatchMetadata
from .session_state import SessionState
from .session_to_start import SessionToStart
from .session_to_start_metadata import SessionToStartMetadata
from .settings import Settings
from .settings_patch import SettingsPatch
from .settings_to_try import SettingsToTry
from .stats_bucket import StatsBucket
from .stats_dimension import StatsDimension
from .stats_numbers import StatsNumbers
from .stats_point import StatsPoint
from .stats_summary import StatsSummary
from .stats_timeseries import StatsTimeseries
from .stats_top import StatsTop
from .stats_value import StatsValue
from .tail_events_kind import TailEventsKind
from .tenant import Tenant
from .tenant_page import TenantPage
from .tenant_patch import TenantPatch
from .tenant_to_create import TenantToCreate
from .timeline_entry import TimelineEntry
from .timeline_page import TimelinePage
from .timeline_what import TimelineWhat
from .token_to_check import TokenToCheck

__all__ = (
    "AppendedEvent",
    "BatchResult",
    "BlockReason",
    "Blocked",
    "BlockedPatch",
    "ChangedSession",
    "Code",
    "CreatedTenant",
    "Decision",
    "DownloadEventsCsvKind",
    "DownloadEventsNdjsonKind",
    "EndReason",
    "Erasure",
    "ErasureToOrder",
    "Event",
    "EventData",
    "EventOrder",
    "EventPage",
    "Export",
    "ExportFormat",
    "ExportToOrder",
    "ExportToOrderKind",
    "GetStatsSummaryKind",
    "GetStatsTimeseriesKind",
    "GetStatsTopKind",
    "Introspection",
    "IntrospectionMetadata",
    "IpCapture",
    "IssuedSession",
    "ItemCode",
    "ItemResult",
    "Job",
    "JobPage",
    "JobState",
    "Jwk",
    "JwkAlgorithm",
    "JwkCurve",
    "JwkSet",
    "JwkType",
    "JwkUse",
    "Key",
    "KeyPage",
    "KeyRoll",
    "KeyScope",
    "KeyState",
    "KeyToCreate",
    "LabelWording",
    "ListEventsKind",
    "ListOrder",
    "ListedState",
    "LocationCredit",
    "LocationDatabase",
    "LocationDatabases",
    "LocationDetail",
    "Login",
    "LoginMember",
    "LoginRequest",
    "LoginTenant",
    "Member",
    "MemberPage",
    "MemberPatch",
    "MemberReset",
    "MemberToAdd",
    "MemberWithPassword",
    "MySession",
    "MySessionPage",
    "NewlyIssuedKey",
    "PasswordToChange",
    "PostedBatch",
    "PostedEvent",
    "PostedEventData",
    "PreviewedEvent",
    "PreviewedEventData",
    "Problem",
    "ProblemPlace",
    "ProblemTenant",
    "ProgramKind",
    "RedactionPreview",
    "Role",
    "Session",
    "SessionLimit",
    "SessionMetadata",
    "SessionOfEvent",
    "SessionPage",
    "SessionPatch",
    "SessionPatchMetadata",
    "SessionState",
    "SessionToStart",
    "SessionToStartMetadata",
    "Settings",
    "SettingsPatch",
    "SettingsToTry",
    "StatsBucket",
    "StatsDimension",
    "StatsNumbers",
    "StatsPoint",
    "StatsSummary",
    "StatsTimeseries",
    "StatsTop",
    "StatsValue",
    "TailEventsKind",
    "Tenant",
    "TenantPage",
    "TenantPatch",
    "TenantToCreate",
    "TimelineEntry",
    "TimelinePage",
    "TimelineWhat",
    "TokenToCheck",
)
