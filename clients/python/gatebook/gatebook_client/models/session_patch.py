from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.session_patch_metadata import SessionPatchMetadata


T = TypeVar("T", bound="SessionPatch")


@_attrs_define
class SessionPatch:
    """Changes of a session; what is left out stays.

    Attributes:
        user_id (str | Unset): The user who has signed in. Can be set once; the session then has another token.
        expires_at (datetime.datetime | Unset): When it is over in any case (RFC 3339): at most 366 days after it was
            started.
        metadata (SessionPatchMetadata | Unset): Another object of at most 4 KiB in place of the one that is kept; an
            empty one takes it away.
    """

    user_id: str | Unset = UNSET
    expires_at: datetime.datetime | Unset = UNSET
    metadata: SessionPatchMetadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_patch_metadata import SessionPatchMetadata

        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        _expires_at = d.pop("expires_at", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        _metadata = d.pop("metadata", UNSET)
        metadata: SessionPatchMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = SessionPatchMetadata.from_dict(_metadata)

        session_patch = cls(
            user_id=user_id,
            expires_at=expires_at,
            metadata=metadata,
        )

        return session_patch
