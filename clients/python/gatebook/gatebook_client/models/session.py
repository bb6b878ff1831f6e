from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.end_reason import EndReason
from ..models.session_state import SessionState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.session_metadata import SessionMetadata


T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """A session.

    Attributes:
        id (str): Its public id (`ses_…`).
        state (SessionState): How a session stands.
        last_seen_at (datetime.datetime): When it was used last, to the minute.
        started_at (datetime.datetime): When it was started.
        expires_at (datetime.datetime): When it is over in any case.
        idle_timeout_s (int): Seconds without use after which it is over.
        user_id (str | Unset): The application's name of the user; absent while it is anonymous.
        device (str | Unset): What it is used with, such as `Safari on iPhone`; absent when that is not known.
        browser (str | Unset): The browser of that.
        platform (str | Unset): The platform of that.
        device_kind (str | Unset): `browser`, `app`, `bot`, `tool` or `unknown`.
        labels_version (str | Unset): Which rules gave these names.
        location (str | Unset): Where the address of its last use is, such as `Zwolle, The Netherlands`: the city and
            the country, or the country
            alone; absent when that is not known. Where the installation uses a database of DB-IP's, show "IP Geolocation by
            DB-IP" with a link to https://db-ip.com beside it.
        ip (str | Unset): The address of its last use.
        user_agent (str | Unset): The agent of its last use.
        metadata (SessionMetadata | Unset): What the application keeps with it.
        ended_at (datetime.datetime | Unset): When it ended.
        ended_by (str | Unset): Who ended it: a key (`key_…`), a session of the user (`ses_…`), a member (`mem_…`),
            `gatebook` or the like.
        end_reason (EndReason | Unset): Why a session ended.
    """

    id: str
    state: SessionState
    last_seen_at: datetime.datetime
    started_at: datetime.datetime
    expires_at: datetime.datetime
    idle_timeout_s: int
    user_id: str | Unset = UNSET
    device: str | Unset = UNSET
    browser: str | Unset = UNSET
    platform: str | Unset = UNSET
    device_kind: str | Unset = UNSET
    labels_version: str | Unset = UNSET
    location: str | Unset = UNSET
    ip: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    metadata: SessionMetadata | Unset = UNSET
    ended_at: datetime.datetime | Unset = UNSET
    ended_by: str | Unset = UNSET
    end_reason: EndReason | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.value

        last_seen_at = self.last_seen_at.isoformat()

        started_at = self.started_at.isoformat()

        expires_at = self.expires_at.isoformat()

        idle_timeout_s = self.idle_timeout_s

        user_id = self.user_id

        device = self.device

        browser = self.browser

        platform = self.platform

        device_kind = self.device_kind

        labels_version = self.labels_version

        location = self.location

        ip = self.ip

        user_agent = self.user_agent

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

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
                "state": state,
                "last_seen_at": last_seen_at,
                "started_at": started_at,
                "expires_at": expires_at,
                "idle_timeout_s": idle_timeout_s,
            }
        )
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
        if labels_version is not UNSET:
            field_dict["labels_version"] = labels_version
        if location is not UNSET:
            field_dict["location"] = location
        if ip is not UNSET:
            field_dict["ip"] = ip
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at
        if ended_by is not UNSET:
            field_dict["ended_by"] = ended_by
        if end_reason is not UNSET:
            field_dict["end_reason"] = end_reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_metadata import SessionMetadata

        d = dict(src_dict)
        id = d.pop("id")

        state = SessionState(d.pop("state"))

        last_seen_at = datetime.datetime.fromisoformat(d.pop("last_seen_at"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        idle_timeout_s = d.pop("idle_timeout_s")

        user_id = d.pop("user_id", UNSET)

        device = d.pop("device", UNSET)

        browser = d.pop("browser", UNSET)

        platform = d.pop("platform", UNSET)

        device_kind = d.pop("device_kind", UNSET)

        labels_version = d.pop("labels_version", UNSET)

        location = d.pop("location", UNSET)

        ip = d.pop("ip", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SessionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SessionMetadata.from_dict(_metadata)

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

        session = cls(
            id=id,
            state=state,
            last_seen_at=last_seen_at,
            started_at=started_at,
            expires_at=expires_at,
            idle_timeout_s=idle_timeout_s,
            user_id=user_id,
            device=device,
            browser=browser,
            platform=platform,
            device_kind=device_kind,
            labels_version=labels_version,
            location=location,
            ip=ip,
            user_agent=user_agent,
            metadata=metadata,
            ended_at=ended_at,
            ended_by=ended_by,
            end_reason=end_reason,
        )

        session.additional_properties = d
        return session

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
