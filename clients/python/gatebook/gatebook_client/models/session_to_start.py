from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.session_to_start_metadata import SessionToStartMetadata


T = TypeVar("T", bound="SessionToStart")


@_attrs_define
class SessionToStart:
    """A sign-in.

    Attributes:
        user_id (str | Unset): The application's own name of the user, at most 256 bytes; without it the session is
            anonymous until it is bound.
        ip (str | Unset): The user's address, when the application knows it. Not together with `remote_addr`.
        remote_addr (str | Unset): The address of the TCP connection. With `x_forwarded_for` and the tenant's trusted
            proxies, the user's address
            follows from it.
        x_forwarded_for (str | Unset): The `X-Forwarded-For` header, or all of them in their order, joined by commas.
        user_agent (str | Unset): The `User-Agent` header; the first KiB is kept.
        metadata (SessionToStartMetadata | Unset): What the application wants to find again with every check: an object
            of at most 4 KiB. Secrets in it are
            replaced.
        expires_at (datetime.datetime | Unset): When it is over in any case, if that is to be earlier than the tenant's
            policy has it (RFC 3339).
    """

    user_id: str | Unset = UNSET
    ip: str | Unset = UNSET
    remote_addr: str | Unset = UNSET
    x_forwarded_for: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    metadata: SessionToStartMetadata | Unset = UNSET
    expires_at: datetime.datetime | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        ip = self.ip

        remote_addr = self.remote_addr

        x_forwarded_for = self.x_forwarded_for

        user_agent = self.user_agent

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if ip is not UNSET:
            field_dict["ip"] = ip
        if remote_addr is not UNSET:
            field_dict["remote_addr"] = remote_addr
        if x_forwarded_for is not UNSET:
            field_dict["x_forwarded_for"] = x_forwarded_for
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_to_start_metadata import SessionToStartMetadata

        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        ip = d.pop("ip", UNSET)

        remote_addr = d.pop("remote_addr", UNSET)

        x_forwarded_for = d.pop("x_forwarded_for", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: SessionToStartMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SessionToStartMetadata.from_dict(_metadata)

        _expires_at = d.pop("expires_at", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        session_to_start = cls(
            user_id=user_id,
            ip=ip,
            remote_addr=remote_addr,
            x_forwarded_for=x_forwarded_for,
            user_agent=user_agent,
            metadata=metadata,
            expires_at=expires_at,
        )

        return session_to_start
