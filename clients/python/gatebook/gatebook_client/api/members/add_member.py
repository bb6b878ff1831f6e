from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.member_to_add import MemberToAdd
from ...models.member_with_password import MemberWithPassword
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: MemberToAdd,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/members",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MemberWithPassword | Problem | None:
    if response.status_code == 201:
        response_201 = MemberWithPassword.from_dict(response.json())

        return response_201

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
) -> Response[MemberWithPassword | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: MemberToAdd,
    idempotency_key: str | Unset = UNSET,
) -> Response[MemberWithPassword | Problem]:
    """Adds a member.

     Without `password`, one is generated and shown once. An e-mail address belongs to one person in the
    installation:
    one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an
    owner can make
    another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24
    hours, the same
    member is answered. At most 500 members. Needs the scope `admin`.

    Args:
        idempotency_key (str | Unset):
        body (MemberToAdd): A member to add.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberWithPassword | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: MemberToAdd,
    idempotency_key: str | Unset = UNSET,
) -> MemberWithPassword | Problem | None:
    """Adds a member.

     Without `password`, one is generated and shown once. An e-mail address belongs to one person in the
    installation:
    one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an
    owner can make
    another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24
    hours, the same
    member is answered. At most 500 members. Needs the scope `admin`.

    Args:
        idempotency_key (str | Unset):
        body (MemberToAdd): A member to add.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberWithPassword | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: MemberToAdd,
    idempotency_key: str | Unset = UNSET,
) -> Response[MemberWithPassword | Problem]:
    """Adds a member.

     Without `password`, one is generated and shown once. An e-mail address belongs to one person in the
    installation:
    one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an
    owner can make
    another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24
    hours, the same
    member is answered. At most 500 members. Needs the scope `admin`.

    Args:
        idempotency_key (str | Unset):
        body (MemberToAdd): A member to add.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberWithPassword | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: MemberToAdd,
    idempotency_key: str | Unset = UNSET,
) -> MemberWithPassword | Problem | None:
    """Adds a member.

     Without `password`, one is generated and shown once. An e-mail address belongs to one person in the
    installation:
    one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an
    owner can make
    another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24
    hours, the same
    member is answered. At most 500 members. Needs the scope `admin`.

    Args:
        idempotency_key (str | Unset):
        body (MemberToAdd): A member to add.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberWithPassword | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
