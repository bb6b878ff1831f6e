from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.location_detail import LocationDetail
from ..types import UNSET, Unset

T = TypeVar("T", bound="LocationDatabase")


@_attrs_define
class LocationDatabase:
    """A database of locations. What is known of its content is that of the file in use.

    Attributes:
        file (str): The name of the file.
        in_use (bool): Whether addresses are looked up in it.
        database_type (str | Unset): The type that its maker gave it, such as `GeoLite2-City`.
        built_at (datetime.datetime | Unset): When it was built.
        knows (LocationDetail | Unset): What a database knows of an address at best.
        ip_version (int | Unset): The addresses that it knows: 4 means IPv4 alone, 6 IPv6 and most often IPv4.
        bytes_ (int | Unset): Its size in bytes.
        is_from_db_ip (bool | Unset): Whether it comes from DB-IP: then show "IP Geolocation by DB-IP" with a link to
            https://db-ip.com beside locations.
        problem (str | Unset): Why the file as it is now is not in use; the one before it may be.
    """

    file: str
    in_use: bool
    database_type: str | Unset = UNSET
    built_at: datetime.datetime | Unset = UNSET
    knows: LocationDetail | Unset = UNSET
    ip_version: int | Unset = UNSET
    bytes_: int | Unset = UNSET
    is_from_db_ip: bool | Unset = UNSET
    problem: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file

        in_use = self.in_use

        database_type = self.database_type

        built_at: str | Unset = UNSET
        if not isinstance(self.built_at, Unset):
            built_at = self.built_at.isoformat()

        knows: str | Unset = UNSET
        if not isinstance(self.knows, Unset):
            knows = self.knows.value

        ip_version = self.ip_version

        bytes_ = self.bytes_

        is_from_db_ip = self.is_from_db_ip

        problem = self.problem

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "in_use": in_use,
            }
        )
        if database_type is not UNSET:
            field_dict["database_type"] = database_type
        if built_at is not UNSET:
            field_dict["built_at"] = built_at
        if knows is not UNSET:
            field_dict["knows"] = knows
        if ip_version is not UNSET:
            field_dict["ip_version"] = ip_version
        if bytes_ is not UNSET:
            field_dict["bytes"] = bytes_
        if is_from_db_ip is not UNSET:
            field_dict["is_from_db_ip"] = is_from_db_ip
        if problem is not UNSET:
            field_dict["problem"] = problem

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        file = d.pop("file")

        in_use = d.pop("in_use")

        database_type = d.pop("database_type", UNSET)

        _built_at = d.pop("built_at", UNSET)
        built_at: datetime.datetime | Unset
        if isinstance(_built_at, Unset):
            built_at = UNSET
        else:
            built_at = datetime.datetime.fromisoformat(_built_at)

        _knows = d.pop("knows", UNSET)
        knows: LocationDetail | Unset
        if isinstance(_knows, Unset):
            knows = UNSET
        else:
            knows = LocationDetail(_knows)

        ip_version = d.pop("ip_version", UNSET)

        bytes_ = d.pop("bytes", UNSET)

        is_from_db_ip = d.pop("is_from_db_ip", UNSET)

        problem = d.pop("problem", UNSET)

        location_database = cls(
            file=file,
            in_use=in_use,
            database_type=database_type,
            built_at=built_at,
            knows=knows,
            ip_version=ip_version,
            bytes_=bytes_,
            is_from_db_ip=is_from_db_ip,
            problem=problem,
        )

        location_database.additional_properties = d
        return location_database

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
