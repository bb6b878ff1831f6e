from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.label_wording import LabelWording
from ...models.problem import Problem
from ...models.session import Session
from ...types import UNSET, Response, Unset


def _get_kwargs(
    session_id: str,
    *,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_label_style: str | Unset = UNSET
    if not isinstance(label_style, Unset):
        json_label_style = label_style.value

    params["label_style"] = json_label_style

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sessions/{session_id}".format(
            session_id=quote(str(session_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Session | None:
    if response.status_code == 200:
        response_200 = Session.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[Problem | Session]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    session_id: str,
    *,
    client: AuthenticatedClient,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
) -> Response[Problem | Session]:
    """Gets a session.

     Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.

    Args:
        session_id (str):
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Session]
    """

    kwargs = _get_kwargs(
        session_id=session_id,
        label_style=label_style,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    session_id: str,
    *,
    client: AuthenticatedClient,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
) -> Problem | Session | None:
    """Gets a session.

     Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.

    Args:
        session_id (str):
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Session
    """

    return sync_detailed(
        session_id=session_id,
        client=client,
        label_style=label_style,
    ).parsed


async def asyncio_detailed(
    session_id: str,
    *,
    client: AuthenticatedClient,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
) -> Response[Problem | Session]:
    """Gets a session.

     Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.

    Args:
        session_id (str):
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Session]
    """

    kwargs = _get_kwargs(
        session_id=session_id,
        label_style=label_style,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    session_id: str,
    *,
    client: AuthenticatedClient,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
) -> Problem | Session | None:
    """Gets a session.

     Also one that has ended, for as long as the tenant keeps events. Needs the scope `sessions:read`.

    Args:
        session_id (str):
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Session
    """

    return (
        await asyncio_detailed(
            session_id=session_id,
            client=client,
            label_style=label_style,
        )
    ).parsed
