from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_data import EventData
    from ..models.session_of_event import SessionOfEvent


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """An event of the log.

    Attributes:
        id (str): Its id.
        position (int): Its position in the tenant's log, from 1, without gaps.
        type_ (str): `access`, or what happened to the tenant itself: `tenant.created`, `key.revoked`, …
        occurred_at (datetime.datetime): When it happened, as the client says.
        recorded_at (datetime.datetime): When it was stored.
        redacted (list[str]): JSON pointers into the posted event, of every value that was replaced.
        method (str | Unset): HTTP method, upper case.
        host (str | Unset): Host name.
        path (str | Unset): Path.
        query (str | Unset): Query without the question mark, redacted.
        status (int | Unset): HTTP status.
        duration_ms (float | Unset): How long the answer took, in milliseconds.
        bytes_sent (int | Unset): Bytes of the answer's body.
        referrer (str | Unset): The `Referer` header, redacted.
        ip (str | Unset): The visitor's address.
        user_agent (str | Unset): The `User-Agent` header.
        user_id (str | Unset): The application's own name of the user.
        device (str | Unset): What it was requested with, such as `Safari on iPhone`; absent when that is not known.
        browser (str | Unset): The browser of that; also an app, bot or tool.
        platform (str | Unset): The platform of that.
        device_kind (str | Unset): `browser`, `app`, `bot`, `tool` or `unknown`; absent without an agent.
        location (str | Unset): Where the address is, such as `Zwolle, The Netherlands`: the city and the country, or
            the country alone; absent
            when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by DB-IP" with a
            link to https://db-ip.com beside it.
        country (str | Unset): The country of that, as ISO 3166-1 alpha-2.
        city (str | Unset): The city of that.
        session_id (str | Unset): The session of Gatebook, as the application named it.
        session (SessionOfEvent | Unset): The session that an event belongs to.
        session_key_hash (str | Unset): A keyed hash of the application's own session key: equal for equal keys.
        data (EventData | Unset): What the request carried, redacted.
    """

    id: str
    position: int
    type_: str
    occurred_at: datetime.datetime
    recorded_at: datetime.datetime
    redacted: list[str]
    method: str | Unset = UNSET
    host: str | Unset = UNSET
    path: str | Unset = UNSET
    query: str | Unset = UNSET
    status: int | Unset = UNSET
    duration_ms: float | Unset = UNSET
    bytes_sent: int | Unset = UNSET
    referrer: str | Unset = UNSET
    ip: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    user_id: str | Unset = UNSET
    device: str | Unset = UNSET
    browser: str | Unset = UNSET
    platform: str | Unset = UNSET
    device_kind: str | Unset = UNSET
    location: str | Unset = UNSET
    country: str | Unset = UNSET
    city: str | Unset = UNSET
    session_id: str | Unset = UNSET
    session: SessionOfEvent | Unset = UNSET
    session_key_hash: str | Unset = UNSET
    data: EventData | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        position = self.position

        type_ = self.type_

        occurred_at = self.occurred_at.isoformat()

        recorded_at = self.recorded_at.isoformat()

        redacted = self.redacted

        method = self.method

        host = self.host

        path = self.path

        query = self.query

        status = self.status

        duration_ms = self.duration_ms

        bytes_sent = self.bytes_sent

        referrer = self.referrer

        ip = self.ip

        user_agent = self.user_agent

        user_id = self.user_id

        device = self.device

        browser = self.browser

        platform = self.platform

        device_kind = self.device_kind

        location = self.location

        country = self.country

        city = self.city

        session_id = self.session_id

        session: dict[str, Any] | Unset = UNSET
        if not isinstance(self.session, Unset):
            session = self.session.to_dict()

        session_key_hash = self.session_key_hash

        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "position": position,
                "type": type_,
                "occurred_at": occurred_at,
                "recorded_at": recorded_at,
                "redacted": redacted,
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
        if status is not UNSET:
            field_dict["status"] = status
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms
        if bytes_sent is not UNSET:
            field_dict["bytes_sent"] = bytes_sent
        if referrer is not UNSET:
            field_dict["referrer"] = referrer
        if ip is not UNSET:
            field_dict["ip"] = ip
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if device is not UNSET:
            field_dict["device"] = device
        if browser is not UNSET:
            field_dict["browser"] = browser
        if platform is not UNSET:
            field_dict["platform"] = platform
        if device_kind is not UNSET:
            field_dict["device_kind"] = device_kind
        if location is not UNSET:
            field_dict["location"] = location
        if country is not UNSET:
            field_dict["country"] = country
        if city is not UNSET:
            field_dict["city"] = city
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if session is not UNSET:
            field_dict["session"] = session
        if session_key_hash is not UNSET:
            field_dict["session_key_hash"] = session_key_hash
        if data is not UNSET:
            field_dict["data"] = data

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.event_data import EventData
        from ..models.session_of_event import SessionOfEvent

        d = dict(src_dict)
        id = d.pop("id")

        position = d.pop("position")

        type_ = d.pop("type")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        redacted = cast(list[str], d.pop("redacted"))

        method = d.pop("method", UNSET)

        host = d.pop("host", UNSET)

        path = d.pop("path", UNSET)

        query = d.pop("query", UNSET)

        status = d.pop("status", UNSET)

        duration_ms = d.pop("duration_ms", UNSET)

        bytes_sent = d.pop("bytes_sent", UNSET)

        referrer = d.pop("referrer", UNSET)

        ip = d.pop("ip", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        user_id = d.pop("user_id", UNSET)

        device = d.pop("device", UNSET)

        browser = d.pop("browser", UNSET)

        platform = d.pop("platform", UNSET)

        device_kind = d.pop("device_kind", UNSET)

        location = d.pop("location", UNSET)

        country = d.pop("country", UNSET)

        city = d.pop("city", UNSET)

        session_id = d.pop("session_id", UNSET)

        _session = d.pop("session", UNSET)
        session: SessionOfEvent | Unset
        if isinstance(_session, Unset):
            session = UNSET
        else:
            session = SessionOfEvent.from_dict(_session)

        session_key_hash = d.pop("session_key_hash", UNSET)

        _data = d.pop("data", UNSET)
        data: EventData | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = EventData.from_dict(_data)

        event = cls(
            id=id,
            position=position,
            type_=type_,
            occurred_at=occurred_at,
            recorded_at=recorded_at,
            redacted=redacted,
            method=method,
            host=host,
            path=path,
            query=query,
            status=status,
            duration_ms=duration_ms,
            bytes_sent=bytes_sent,
            referrer=referrer,
            ip=ip,
            user_agent=user_agent,
            user_id=user_id,
            device=device,
            browser=browser,
            platform=platform,
            device_kind=device_kind,
            location=location,
            country=country,
            city=city,
            session_id=session_id,
            session=session,
            session_key_hash=session_key_hash,
            data=data,
        )

        event.additional_properties = d
        return event

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
