from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.tenant import Tenant
from ...models.tenant_patch import TenantPatch
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: TenantPatch,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/tenant",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Tenant | None:
    if response.status_code == 200:
        response_200 = Tenant.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = Tenant.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Tenant]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: TenantPatch,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Tenant]:
    """Changes the caller's tenant.

     With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event
    in the
    tenant's log. Other processes go on with the old settings for up to 5 seconds. Another
    `retention_days` is
    answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the
    scope `admin`.

    Args:
        if_match (str | Unset):
        body (TenantPatch): Changes of a tenant; what is left out stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Tenant]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: TenantPatch,
    if_match: str | Unset = UNSET,
) -> Problem | Tenant | None:
    """Changes the caller's tenant.

     With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event
    in the
    tenant's log. Other processes go on with the old settings for up to 5 seconds. Another
    `retention_days` is
    answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the
    scope `admin`.

    Args:
        if_match (str | Unset):
        body (TenantPatch): Changes of a tenant; what is left out stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Tenant
    """

    return sync_detailed(
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: TenantPatch,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Tenant]:
    """Changes the caller's tenant.

     With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event
    in the
    tenant's log. Other processes go on with the old settings for up to 5 seconds. Another
    `retention_days` is
    answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the
    scope `admin`.

    Args:
        if_match (str | Unset):
        body (TenantPatch): Changes of a tenant; what is left out stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Tenant]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: TenantPatch,
    if_match: str | Unset = UNSET,
) -> Problem | Tenant | None:
    """Changes the caller's tenant.

     With `If-Match`, only if the tenant still has that version: 412 otherwise. Every change is an event
    in the
    tenant's log. Other processes go on with the old settings for up to 5 seconds. Another
    `retention_days` is
    answered 202 with a job that moves the stored events; once a day at most: 409 otherwise. Needs the
    scope `admin`.

    Args:
        if_match (str | Unset):
        body (TenantPatch): Changes of a tenant; what is left out stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Tenant
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
