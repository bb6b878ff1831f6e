from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.ip_capture import IpCapture
from ..models.session_limit import SessionLimit
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.blocked_patch import BlockedPatch


T = TypeVar("T", bound="SettingsPatch")


@_attrs_define
class SettingsPatch:
    """Settings to set; those that are left out stay, or begin with their defaults.

    Attributes:
        retention_days (int | Unset): Days that an event is kept, 1 to 400. Can be changed once a day.
        trusted_proxies (list[str] | Unset): Networks (CIDR) of the tenant's own proxies. At most 200.
        ignored_extensions (list[str] | Unset): File extensions without the dot. At most 200.
        ignored_prefixes (list[str] | Unset): Beginnings of paths. At most 200.
        redacted_words (list[str] | Unset): Further names of secret fields. At most 200.
        capture_ip (IpCapture | Unset): What is kept of an address.
        capture_user_agent (bool | Unset): Whether the user agent is kept.
        capture_data (bool | Unset): Whether GET and POST data are kept.
        session_idle_timeout_s (int | Unset): Seconds without use after which a session is over that is started from now
            on: 300 to 31622400.
        session_absolute_timeout_s (int | Unset): Seconds after which a session is over in any case that is started from
            now on: 300 to 31622400.
        sessions_per_user_max (int | Unset): Most sessions that a user has at a time: 1 to 100.
        session_limit (SessionLimit | Unset): What becomes of a sign-in of a user who has as many sessions as there may
            be.
        allowed_origins (list[str] | Unset): Origins whose pages may call `/v1/me`. At most 200.
        blocked (BlockedPatch | Unset): Lists to set of whose requests are to be refused; those that are left out stay,
            or begin empty.
        search_keys (list[str] | Unset): Parameters of a query that hold what was searched for, for events from now on.
            At most 16.
    """

    retention_days: int | Unset = UNSET
    trusted_proxies: list[str] | Unset = UNSET
    ignored_extensions: list[str] | Unset = UNSET
    ignored_prefixes: list[str] | Unset = UNSET
    redacted_words: list[str] | Unset = UNSET
    capture_ip: IpCapture | Unset = UNSET
    capture_user_agent: bool | Unset = UNSET
    capture_data: bool | Unset = UNSET
    session_idle_timeout_s: int | Unset = UNSET
    session_absolute_timeout_s: int | Unset = UNSET
    sessions_per_user_max: int | Unset = UNSET
    session_limit: SessionLimit | Unset = UNSET
    allowed_origins: list[str] | Unset = UNSET
    blocked: BlockedPatch | Unset = UNSET
    search_keys: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        retention_days = self.retention_days

        trusted_proxies: list[str] | Unset = UNSET
        if not isinstance(self.trusted_proxies, Unset):
            trusted_proxies = self.trusted_proxies

        ignored_extensions: list[str] | Unset = UNSET
        if not isinstance(self.ignored_extensions, Unset):
            ignored_extensions = self.ignored_extensions

        ignored_prefixes: list[str] | Unset = UNSET
        if not isinstance(self.ignored_prefixes, Unset):
            ignored_prefixes = self.ignored_prefixes

        redacted_words: list[str] | Unset = UNSET
        if not isinstance(self.redacted_words, Unset):
            redacted_words = self.redacted_words

        capture_ip: str | Unset = UNSET
        if not isinstance(self.capture_ip, Unset):
            capture_ip = self.capture_ip.value

        capture_user_agent = self.capture_user_agent

        capture_data = self.capture_data

        session_idle_timeout_s = self.session_idle_timeout_s

        session_absolute_timeout_s = self.session_absolute_timeout_s

        sessions_per_user_max = self.sessions_per_user_max

        session_limit: str | Unset = UNSET
        if not isinstance(self.session_limit, Unset):
            session_limit = self.session_limit.value

        allowed_origins: list[str] | Unset = UNSET
        if not isinstance(self.allowed_origins, Unset):
            allowed_origins = self.allowed_origins

        blocked: dict[str, Any] | Unset = UNSET
        if not isinstance(self.blocked, Unset):
            blocked = self.blocked.to_dict()

        search_keys: list[str] | Unset = UNSET
        if not isinstance(self.search_keys, Unset):
            search_keys = self.search_keys

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if retention_days is not UNSET:
            field_dict["retention_days"] = retention_days
        if trusted_proxies is not UNSET:
            field_dict["trusted_proxies"] = trusted_proxies
        if ignored_extensions is not UNSET:
            field_dict["ignored_extensions"] = ignored_extensions
        if ignored_prefixes is not UNSET:
            field_dict["ignored_prefixes"] = ignored_prefixes
        if redacted_words is not UNSET:
            field_dict["redacted_words"] = redacted_words
        if capture_ip is not UNSET:
            field_dict["capture_ip"] = capture_ip
        if capture_user_agent is not UNSET:
            field_dict["capture_user_agent"] = capture_user_agent
        if capture_data is not UNSET:
            field_dict["capture_data"] = capture_data
        if session_idle_timeout_s is not UNSET:
            field_dict["session_idle_timeout_s"] = session_idle_timeout_s
        if session_absolute_timeout_s is not UNSET:
            field_dict["session_absolute_timeout_s"] = session_absolute_timeout_s
        if sessions_per_user_max is not UNSET:
            field_dict["sessions_per_user_max"] = sessions_per_user_max
        if session_limit is not UNSET:
            field_dict["session_limit"] = session_limit
        if allowed_origins is not UNSET:
            field_dict["allowed_origins"] = allowed_origins
        if blocked is not UNSET:
            field_dict["blocked"] = blocked
        if search_keys is not UNSET:
            field_dict["search_keys"] = search_keys

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.blocked_patch import BlockedPatch

        d = dict(src_dict)
        retention_days = d.pop("retention_days", UNSET)

        trusted_proxies = cast(list[str], d.pop("trusted_proxies", UNSET))

        ignored_extensions = cast(list[str], d.pop("ignored_extensions", UNSET))

        ignored_prefixes = cast(list[str], d.pop("ignored_prefixes", UNSET))

        redacted_words = cast(list[str], d.pop("redacted_words", UNSET))

        _capture_ip = d.pop("capture_ip", UNSET)
        capture_ip: IpCapture | Unset
        if isinstance(_capture_ip, Unset):
            capture_ip = UNSET
        else:
            capture_ip = IpCapture(_capture_ip)

        capture_user_agent = d.pop("capture_user_agent", UNSET)

        capture_data = d.pop("capture_data", UNSET)

        session_idle_timeout_s = d.pop("session_idle_timeout_s", UNSET)

        session_absolute_timeout_s = d.pop("session_absolute_timeout_s", UNSET)

        sessions_per_user_max = d.pop("sessions_per_user_max", UNSET)

        _session_limit = d.pop("session_limit", UNSET)
        session_limit: SessionLimit | Unset
        if isinstance(_session_limit, Unset):
            session_limit = UNSET
        else:
            session_limit = SessionLimit(_session_limit)

        allowed_origins = cast(list[str], d.pop("allowed_origins", UNSET))

        _blocked = d.pop("blocked", UNSET)
        blocked: BlockedPatch | Unset
        if isinstance(_blocked, Unset):
            blocked = UNSET
        else:
            blocked = BlockedPatch.from_dict(_blocked)

        search_keys = cast(list[str], d.pop("search_keys", UNSET))

        settings_patch = cls(
            retention_days=retention_days,
            trusted_proxies=trusted_proxies,
            ignored_extensions=ignored_extensions,
            ignored_prefixes=ignored_prefixes,
            redacted_words=redacted_words,
            capture_ip=capture_ip,
            capture_user_agent=capture_user_agent,
            capture_data=capture_data,
            session_idle_timeout_s=session_idle_timeout_s,
            session_absolute_timeout_s=session_absolute_timeout_s,
            sessions_per_user_max=sessions_per_user_max,
            session_limit=session_limit,
            allowed_origins=allowed_origins,
            blocked=blocked,
            search_keys=search_keys,
        )

        return settings_patch
