from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.export_format import ExportFormat
from ..models.job_state import JobState
from ..models.list_order import ListOrder
from ..types import UNSET, Unset

T = TypeVar("T", bound="Export")


@_attrs_define
class Export:
    """An export: events as a file that is written in the background.

    Attributes:
        id (str): Its id, which is that of the job that writes it (`job_…`).
        state (JobState): How a job stands.
        format_ (ExportFormat): How a file is written.
        order (ListOrder): Which way a list goes.
        rows (int): Events that are in the file so far.
        bytes_ (int): Bytes of the file so far, as it is fetched.
        created_at (datetime.datetime): When it was ordered.
        sha256 (str | Unset): SHA-256 of the file as it is fetched, in hexadecimal digits; once it is there.
        url (str | Unset): A link to the file, relative to this API, as long as it is there. It needs no key: whoever
            has it has the file.
        url_expires_at (datetime.datetime | Unset): Until when the link is good. Getting the export again gives another
            one.
        expires_at (datetime.datetime | Unset): Until when the file is kept, once it is there: 3 days, or less when what
            is in it was erased or purged.
        error (str | Unset): Why the last attempt to write it failed, for people.
    """

    id: str
    state: JobState
    format_: ExportFormat
    order: ListOrder
    rows: int
    bytes_: int
    created_at: datetime.datetime
    sha256: str | Unset = UNSET
    url: str | Unset = UNSET
    url_expires_at: datetime.datetime | Unset = UNSET
    expires_at: datetime.datetime | Unset = UNSET
    error: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.value

        format_ = self.format_.value

        order = self.order.value

        rows = self.rows

        bytes_ = self.bytes_

        created_at = self.created_at.isoformat()

        sha256 = self.sha256

        url = self.url

        url_expires_at: str | Unset = UNSET
        if not isinstance(self.url_expires_at, Unset):
            url_expires_at = self.url_expires_at.isoformat()

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "format": format_,
                "order": order,
                "rows": rows,
                "bytes": bytes_,
                "created_at": created_at,
            }
        )
        if sha256 is not UNSET:
            field_dict["sha256"] = sha256
        if url is not UNSET:
            field_dict["url"] = url
        if url_expires_at is not UNSET:
            field_dict["url_expires_at"] = url_expires_at
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        state = JobState(d.pop("state"))

        format_ = ExportFormat(d.pop("format"))

        order = ListOrder(d.pop("order"))

        rows = d.pop("rows")

        bytes_ = d.pop("bytes")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        sha256 = d.pop("sha256", UNSET)

        url = d.pop("url", UNSET)

        _url_expires_at = d.pop("url_expires_at", UNSET)
        url_expires_at: datetime.datetime | Unset
        if isinstance(_url_expires_at, Unset):
            url_expires_at = UNSET
        else:
            url_expires_at = datetime.datetime.fromisoformat(_url_expires_at)

        _expires_at = d.pop("expires_at", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        error = d.pop("error", UNSET)

        export = cls(
            id=id,
            state=state,
            format_=format_,
            order=order,
            rows=rows,
            bytes_=bytes_,
            created_at=created_at,
            sha256=sha256,
            url=url,
            url_expires_at=url_expires_at,
            expires_at=expires_at,
            error=error,
        )

        export.additional_properties = d
        return export

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
