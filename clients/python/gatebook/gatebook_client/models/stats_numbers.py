from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StatsNumbers")


@_attrs_define
class StatsNumbers:
    """What a period comes to.

    Attributes:
        since (datetime.datetime): It begins then.
        until (datetime.datetime): It ends before then.
        hits (int): Page views.
        visitors (int): Different visitors: a user, or else a session, or else an address with its agent.
        errors (int): Page views with a status from 400 on.
        bytes_ (int): Bytes that were sent.
        users (int | Unset): Different users; absent where a single filter is answered from sums that do not know them.
        sessions (int | Unset): Different sessions, Gatebook's or the application's own; absent as `users`.
        duration_p50_ms (float | Unset): How many milliseconds half of the requests took at most, within 2 %; absent
            when none says.
        duration_p95_ms (float | Unset): The same for 95 of 100.
        duration_p99_ms (float | Unset): The same for 99 of 100.
    """

    since: datetime.datetime
    until: datetime.datetime
    hits: int
    visitors: int
    errors: int
    bytes_: int
    users: int | Unset = UNSET
    sessions: int | Unset = UNSET
    duration_p50_ms: float | Unset = UNSET
    duration_p95_ms: float | Unset = UNSET
    duration_p99_ms: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        hits = self.hits

        visitors = self.visitors

        errors = self.errors

        bytes_ = self.bytes_

        users = self.users

        sessions = self.sessions

        duration_p50_ms = self.duration_p50_ms

        duration_p95_ms = self.duration_p95_ms

        duration_p99_ms = self.duration_p99_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "until": until,
                "hits": hits,
                "visitors": visitors,
                "errors": errors,
                "bytes": bytes_,
            }
        )
        if users is not UNSET:
            field_dict["users"] = users
        if sessions is not UNSET:
            field_dict["sessions"] = sessions
        if duration_p50_ms is not UNSET:
            field_dict["duration_p50_ms"] = duration_p50_ms
        if duration_p95_ms is not UNSET:
            field_dict["duration_p95_ms"] = duration_p95_ms
        if duration_p99_ms is not UNSET:
            field_dict["duration_p99_ms"] = duration_p99_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        hits = d.pop("hits")

        visitors = d.pop("visitors")

        errors = d.pop("errors")

        bytes_ = d.pop("bytes")

        users = d.pop("users", UNSET)

        sessions = d.pop("sessions", UNSET)

        duration_p50_ms = d.pop("duration_p50_ms", UNSET)

        duration_p95_ms = d.pop("duration_p95_ms", UNSET)

        duration_p99_ms = d.pop("duration_p99_ms", UNSET)

        stats_numbers = cls(
            since=since,
            until=until,
            hits=hits,
            visitors=visitors,
            errors=errors,
            bytes_=bytes_,
            users=users,
            sessions=sessions,
            duration_p50_ms=duration_p50_ms,
            duration_p95_ms=duration_p95_ms,
            duration_p99_ms=duration_p99_ms,
        )

        stats_numbers.additional_properties = d
        return stats_numbers

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
