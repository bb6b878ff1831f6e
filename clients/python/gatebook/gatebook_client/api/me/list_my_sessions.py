from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.label_wording import LabelWording
from ...models.listed_state import ListedState
from ...models.my_session_page import MySessionPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: ListedState | Unset = ListedState.ACTIVE,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    json_label_style: str | Unset = UNSET
    if not isinstance(label_style, Unset):
        json_label_style = label_style.value

    params["label_style"] = json_label_style

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/me/sessions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MySessionPage | Problem | None:
    if response.status_code == 200:
        response_200 = MySessionPage.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

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
) -> Response[MySessionPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: ListedState | Unset = ListedState.ACTIVE,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[MySessionPage | Problem]:
    """Lists the caller's sessions.

     Those that live, newest use first, all in one page (a user has at most 100); with `state=ended`
    those that have
    ended, newest end first. A session without a user sees itself alone.

    Args:
        state (ListedState | Unset): Which sessions of a user a list has. Default:
            ListedState.ACTIVE.
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MySessionPage | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        label_style=label_style,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: ListedState | Unset = ListedState.ACTIVE,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> MySessionPage | Problem | None:
    """Lists the caller's sessions.

     Those that live, newest use first, all in one page (a user has at most 100); with `state=ended`
    those that have
    ended, newest end first. A session without a user sees itself alone.

    Args:
        state (ListedState | Unset): Which sessions of a user a list has. Default:
            ListedState.ACTIVE.
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MySessionPage | Problem
    """

    return sync_detailed(
        client=client,
        state=state,
        label_style=label_style,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: ListedState | Unset = ListedState.ACTIVE,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[MySessionPage | Problem]:
    """Lists the caller's sessions.

     Those that live, newest use first, all in one page (a user has at most 100); with `state=ended`
    those that have
    ended, newest end first. A session without a user sees itself alone.

    Args:
        state (ListedState | Unset): Which sessions of a user a list has. Default:
            ListedState.ACTIVE.
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MySessionPage | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        label_style=label_style,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: ListedState | Unset = ListedState.ACTIVE,
    label_style: LabelWording | Unset = LabelWording.PLAIN,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> MySessionPage | Problem | None:
    """Lists the caller's sessions.

     Those that live, newest use first, all in one page (a user has at most 100); with `state=ended`
    those that have
    ended, newest end first. A session without a user sees itself alone.

    Args:
        state (ListedState | Unset): Which sessions of a user a list has. Default:
            ListedState.ACTIVE.
        label_style (LabelWording | Unset): How labels are written. Default: LabelWording.PLAIN.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MySessionPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            label_style=label_style,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
