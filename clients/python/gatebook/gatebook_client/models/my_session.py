from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.end_reason import EndReason
from ..models.session_state import SessionState
from ..types import UNSET, Unset

T = TypeVar("T", bound="MySession")


@_attrs_define
class MySession:
    """One of the caller's sessions.

    Attributes:
        id (str): Its public id (`ses_…`).
        current (bool): Whether it is the one that asks.
        state (SessionState): How a session stands.
        last_seen_at (datetime.datetime): When it was used last, to the minute.
        started_at (datetime.datetime): When it was started.
        expires_at (datetime.datetime): When it is over in any case.
        device (str | Unset): What it is used with, such as `Safari on iPhone`; absent when that is not known.
        device_kind (str | Unset): `browser`, `app`, `bot`, `tool` or `unknown`.
        location (str | Unset): Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and
            the country, or the country
            alone; absent when that is not known.
        ip (str | Unset): The address of its last use.
        ended_at (datetime.datetime | Unset): When it ended.
        ended_by (str | Unset): Who ended it: one of the user's own sessions (`ses_…`), `application`, or `gatebook`
            when its time was over or
            there were too many.
        end_reason (EndReason | Unset): Why a session ended.
    """

    id: str
    current: bool
    state: SessionState
    last_seen_at: datetime.datetime
    started_at: datetime.datetime
    expires_at: datetime.datetime
    device: str | Unset = UNSET
    device_kind: str | Unset = UNSET
    location: str | Unset = UNSET
    ip: str | Unset = UNSET
    ended_at: datetime.datetime | Unset = UNSET
    ended_by: str | Unset = UNSET
    end_reason: EndReason | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        current = self.current

        state = self.state.value

        last_seen_at = self.last_seen_at.isoformat()

        started_at = self.started_at.isoformat()

        expires_at = self.expires_at.isoformat()

        device = self.device

        device_kind = self.device_kind

        location = self.location

        ip = self.ip

        ended_at: str | Unset = UNSET
        if not isinstance(self.ended_at, Unset):
            ended_at = self.ended_at.isoformat()

        ended_by = self.ended_by

        end_reason: str | Unset = UNSET
        if not isinstance(self.end_reason, Unset):
            end_reason = self.end_reason.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "current": current,
                "state": state,
                "last_seen_at": last_seen_at,
                "started_at": started_at,
                "expires_at": expires_at,
            }
        )
        if device is not UNSET:
            field_dict["device"] = device
        if device_kind is not UNSET:
            field_dict["device_kind"] = device_kind
        if location is not UNSET:
            field_dict["location"] = location
        if ip is not UNSET:
            field_dict["ip"] = ip
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at
        if ended_by is not UNSET:
            field_dict["ended_by"] = ended_by
        if end_reason is not UNSET:
            field_dict["end_reason"] = end_reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        current = d.pop("current")

        state = SessionState(d.pop("state"))

        last_seen_at = datetime.datetime.fromisoformat(d.pop("last_seen_at"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        device = d.pop("device", UNSET)

        device_kind = d.pop("device_kind", UNSET)

        location = d.pop("location", UNSET)

        ip = d.pop("ip", UNSET)

        _ended_at = d.pop("ended_at", UNSET)
        ended_at: datetime.datetime | Unset
        if isinstance(_ended_at, Unset):
            ended_at = UNSET
        else:
            ended_at = datetime.datetime.fromisoformat(_ended_at)

        ended_by = d.pop("ended_by", UNSET)

        _end_reason = d.pop("end_reason", UNSET)
        end_reason: EndReason | Unset
        if isinstance(_end_reason, Unset):
            end_reason = UNSET
        else:
            end_reason = EndReason(_end_reason)

        my_session = cls(
            id=id,
            current=current,
            state=state,
            last_seen_at=last_seen_at,
            started_at=started_at,
            expires_at=expires_at,
            device=device,
            device_kind=device_kind,
            location=location,
            ip=ip,
            ended_at=ended_at,
            ended_by=ended_by,
            end_reason=end_reason,
        )

        my_session.additional_properties = d
        return my_session

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
