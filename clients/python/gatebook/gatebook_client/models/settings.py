from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ip_capture import IpCapture
from ..models.session_limit import SessionLimit

if TYPE_CHECKING:
    from ..models.blocked import Blocked


T = TypeVar("T", bound="Settings")


@_attrs_define
class Settings:
    """What a tenant sets.

    Attributes:
        retention_days (int): Days that an event is kept, counted from the day it occurred: 1 to 400.
        trusted_proxies (list[str]): Networks (CIDR) of the tenant's own proxies: their entries in `X-Forwarded-For` are
            believed. At most 200.
        ignored_extensions (list[str]): File extensions without the dot: a path that ends in one is ignored. At most
            200.
        ignored_prefixes (list[str]): Beginnings of paths that are ignored. At most 200.
        redacted_words (list[str]): Further names of secret fields, beside the built-in ones, which cannot be switched
            off. At most 200.
        capture_ip (IpCapture): What is kept of an address.
        capture_user_agent (bool): Whether the user agent is kept.
        capture_data (bool): Whether GET and POST data are kept.
        session_idle_timeout_s (int): Seconds without use after which a session is over that is started from now on: 300
            to 31622400.
        session_absolute_timeout_s (int): Seconds after which a session is over in any case that is started from now on:
            300 to 31622400 (366 days).
        sessions_per_user_max (int): Most sessions that a user has at a time: 1 to 100.
        session_limit (SessionLimit): What becomes of a sign-in of a user who has as many sessions as there may be.
        allowed_origins (list[str]): Origins whose pages may call `/v1/me` (CORS), such as `https://shop.example`. At
            most 200.
        blocked (Blocked): Whose requests are to be refused.
        search_keys (list[str]): Parameters of a query that hold what was searched for, whatever their case; the first
            of them that is there counts. At
            most 16.
    """

    retention_days: int
    trusted_proxies: list[str]
    ignored_extensions: list[str]
    ignored_prefixes: list[str]
    redacted_words: list[str]
    capture_ip: IpCapture
    capture_user_agent: bool
    capture_data: bool
    session_idle_timeout_s: int
    session_absolute_timeout_s: int
    sessions_per_user_max: int
    session_limit: SessionLimit
    allowed_origins: list[str]
    blocked: Blocked
    search_keys: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        retention_days = self.retention_days

        trusted_proxies = self.trusted_proxies

        ignored_extensions = self.ignored_extensions

        ignored_prefixes = self.ignored_prefixes

        redacted_words = self.redacted_words

        capture_ip = self.capture_ip.value

        capture_user_agent = self.capture_user_agent

        capture_data = self.capture_data

        session_idle_timeout_s = self.session_idle_timeout_s

        session_absolute_timeout_s = self.session_absolute_timeout_s

        sessions_per_user_max = self.sessions_per_user_max

        session_limit = self.session_limit.value

        allowed_origins = self.allowed_origins

        blocked = self.blocked.to_dict()

        search_keys = self.search_keys

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "retention_days": retention_days,
                "trusted_proxies": trusted_proxies,
                "ignored_extensions": ignored_extensions,
                "ignored_prefixes": ignored_prefixes,
                "redacted_words": redacted_words,
                "capture_ip": capture_ip,
                "capture_user_agent": capture_user_agent,
                "capture_data": capture_data,
                "session_idle_timeout_s": session_idle_timeout_s,
                "session_absolute_timeout_s": session_absolute_timeout_s,
                "sessions_per_user_max": sessions_per_user_max,
                "session_limit": session_limit,
                "allowed_origins": allowed_origins,
                "blocked": blocked,
                "search_keys": search_keys,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.blocked import Blocked

        d = dict(src_dict)
        retention_days = d.pop("retention_days")

        trusted_proxies = cast(list[str], d.pop("trusted_proxies"))

        ignored_extensions = cast(list[str], d.pop("ignored_extensions"))

        ignored_prefixes = cast(list[str], d.pop("ignored_prefixes"))

        redacted_words = cast(list[str], d.pop("redacted_words"))

        capture_ip = IpCapture(d.pop("capture_ip"))

        capture_user_agent = d.pop("capture_user_agent")

        capture_data = d.pop("capture_data")

        session_idle_timeout_s = d.pop("session_idle_timeout_s")

        session_absolute_timeout_s = d.pop("session_absolute_timeout_s")

        sessions_per_user_max = d.pop("sessions_per_user_max")

        session_limit = SessionLimit(d.pop("session_limit"))

        allowed_origins = cast(list[str], d.pop("allowed_origins"))

        blocked = Blocked.from_dict(d.pop("blocked"))

        search_keys = cast(list[str], d.pop("search_keys"))

        settings = cls(
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

        settings.additional_properties = d
        return settings

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
