from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatsPoint")


@_attrs_define
class StatsPoint:
    """A bucket of a series.

    Attributes:
        since (datetime.datetime): It begins then.
        until (datetime.datetime): It ends before then.
        hits (int): Page views.
        visitors (int): Different visitors.
        errors (int): Page views with a status from 400 on.
        bytes_ (int): Bytes that were sent.
    """

    since: datetime.datetime
    until: datetime.datetime
    hits: int
    visitors: int
    errors: int
    bytes_: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        hits = self.hits

        visitors = self.visitors

        errors = self.errors

        bytes_ = self.bytes_

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

        stats_point = cls(
            since=since,
            until=until,
            hits=hits,
            visitors=visitors,
            errors=errors,
            bytes_=bytes_,
        )

        stats_point.additional_properties = d
        return stats_point

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
