from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Erasure")


@_attrs_define
class Erasure:
    """How much it is, or the job that erases it.

    Attributes:
        dry_run (bool): Whether it was only counted.
        events (int | Unset): Events of the log, as far as the worker has come to them: what names the person, what
            happened in their sessions
            before the sign-in, and what came without a name from an address and agent that nobody else has used. Only
            counted
            with `dry_run`; the log says how many an erasure took (`person.erased`).
        sessions (int | Unset): Sessions, those that have ended too; the same holds for them.
        job_id (str | Unset): The job that erases it (`job_…`); absent when it was only counted.
    """

    dry_run: bool
    events: int | Unset = UNSET
    sessions: int | Unset = UNSET
    job_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dry_run = self.dry_run

        events = self.events

        sessions = self.sessions

        job_id = self.job_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dry_run": dry_run,
            }
        )
        if events is not UNSET:
            field_dict["events"] = events
        if sessions is not UNSET:
            field_dict["sessions"] = sessions
        if job_id is not UNSET:
            field_dict["job_id"] = job_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        dry_run = d.pop("dry_run")

        events = d.pop("events", UNSET)

        sessions = d.pop("sessions", UNSET)

        job_id = d.pop("job_id", UNSET)

        erasure = cls(
            dry_run=dry_run,
            events=events,
            sessions=sessions,
            job_id=job_id,
        )

        erasure.additional_properties = d
        return erasure

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
