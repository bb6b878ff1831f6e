from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.code import Code
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.problem_place import ProblemPlace
    from ..models.problem_tenant import ProblemTenant


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """A problem (RFC 9457).

    Attributes:
        type_ (str): Always `about:blank`: the code says which problem it is.
        title (str): The status in words.
        status (int): The HTTP status.
        code (Code): What a program can tell problems apart by.
        retryable (bool): Whether the same request may succeed later.
        errors (list[ProblemPlace]): Each place that does not fit; empty for problems of other kinds.
        detail (str | Unset): What is wrong, for people.
        tenants (list[ProblemTenant] | Unset): The tenants to choose from, for `tenant_needed` alone.
    """

    type_: str
    title: str
    status: int
    code: Code
    retryable: bool
    errors: list[ProblemPlace]
    detail: str | Unset = UNSET
    tenants: list[ProblemTenant] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        code = self.code.value

        retryable = self.retryable

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        detail = self.detail

        tenants: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tenants, Unset):
            tenants = []
            for tenants_item_data in self.tenants:
                tenants_item = tenants_item_data.to_dict()
                tenants.append(tenants_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "code": code,
                "retryable": retryable,
                "errors": errors,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail
        if tenants is not UNSET:
            field_dict["tenants"] = tenants

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.problem_place import ProblemPlace
        from ..models.problem_tenant import ProblemTenant

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        code = Code(d.pop("code"))

        retryable = d.pop("retryable")

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = ProblemPlace.from_dict(errors_item_data)

            errors.append(errors_item)

        detail = d.pop("detail", UNSET)

        _tenants = d.pop("tenants", UNSET)
        tenants: list[ProblemTenant] | Unset = UNSET
        if _tenants is not UNSET:
            tenants = []
            for tenants_item_data in _tenants:
                tenants_item = ProblemTenant.from_dict(tenants_item_data)

                tenants.append(tenants_item)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            code=code,
            retryable=retryable,
            errors=errors,
            detail=detail,
            tenants=tenants,
        )

        problem.additional_properties = d
        return problem

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
