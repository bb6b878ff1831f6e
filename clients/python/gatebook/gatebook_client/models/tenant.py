from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.settings import Settings


T = TypeVar("T", bound="Tenant")


@_attrs_define
class Tenant:
    """A tenant: a customer of the installation, with one log.

    Attributes:
        id (str): Its id (`ten_…`).
        slug (str): Its name in URLs, unique in the installation.
        name (str): Its name for people.
        settings (Settings): What a tenant sets.
        version (int): Raised by every change: the ETag.
        created_at (datetime.datetime): When it was created.
        job (str | Unset): The job that carries out a change of retention (`job_…`), in the answer to that change alone.
    """

    id: str
    slug: str
    name: str
    settings: Settings
    version: int
    created_at: datetime.datetime
    job: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        slug = self.slug

        name = self.name

        settings = self.settings.to_dict()

        version = self.version

        created_at = self.created_at.isoformat()

        job = self.job

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slug": slug,
                "name": name,
                "settings": settings,
                "version": version,
                "created_at": created_at,
            }
        )
        if job is not UNSET:
            field_dict["job"] = job

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.settings import Settings

        d = dict(src_dict)
        id = d.pop("id")

        slug = d.pop("slug")

        name = d.pop("name")

        settings = Settings.from_dict(d.pop("settings"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        job = d.pop("job", UNSET)

        tenant = cls(
            id=id,
            slug=slug,
            name=name,
            settings=settings,
            version=version,
            created_at=created_at,
            job=job,
        )

        tenant.additional_properties = d
        return tenant

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
