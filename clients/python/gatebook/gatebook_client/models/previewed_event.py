from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.previewed_event_data import PreviewedEventData


T = TypeVar("T", bound="PreviewedEvent")


@_attrs_define
class PreviewedEvent:
    """An event as it would be stored.

    Attributes:
        occurred_at (datetime.datetime): When it happened.
        method (str | Unset): HTTP method, upper case.
        host (str | Unset): Host name.
        path (str | Unset): Path.
        query (str | Unset): Query without the question mark.
        referrer (str | Unset): The `Referer` header.
        ip (str | Unset): The visitor's address, after the tenant's capture switch.
        user_agent (str | Unset): The `User-Agent` header.
        user_id (str | Unset): The application's own name of the user.
        data (PreviewedEventData | Unset): What the request carried.
    """

    occurred_at: datetime.datetime
    method: str | Unset = UNSET
    host: str | Unset = UNSET
    path: str | Unset = UNSET
    query: str | Unset = UNSET
    referrer: str | Unset = UNSET
    ip: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    user_id: str | Unset = UNSET
    data: PreviewedEventData | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        occurred_at = self.occurred_at.isoformat()

        method = self.method

        host = self.host

        path = self.path

        query = self.query

        referrer = self.referrer

        ip = self.ip

        user_agent = self.user_agent

        user_id = self.user_id

        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "occurred_at": occurred_at,
            }
        )
        if method is not UNSET:
            field_dict["method"] = method
        if host is not UNSET:
            field_dict["host"] = host
        if path is not UNSET:
            field_dict["path"] = path
        if query is not UNSET:
            field_dict["query"] = query
        if referrer is not UNSET:
            field_dict["referrer"] = referrer
        if ip is not UNSET:
            field_dict["ip"] = ip
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if data is not UNSET:
            field_dict["data"] = data

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.previewed_event_data import PreviewedEventData

        d = dict(src_dict)
        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        method = d.pop("method", UNSET)

        host = d.pop("host", UNSET)

        path = d.pop("path", UNSET)

        query = d.pop("query", UNSET)

        referrer = d.pop("referrer", UNSET)

        ip = d.pop("ip", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        user_id = d.pop("user_id", UNSET)

        _data = d.pop("data", UNSET)
        data: PreviewedEventData | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = PreviewedEventData.from_dict(_data)

        previewed_event = cls(
            occurred_at=occurred_at,
            method=method,
            host=host,
            path=path,
            query=query,
            referrer=referrer,
            ip=ip,
            user_agent=user_agent,
            user_id=user_id,
            data=data,
        )

        previewed_event.additional_properties = d
        return previewed_event

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
