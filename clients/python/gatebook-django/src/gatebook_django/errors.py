"""What can go wrong with Gatebook, as a program tells it apart."""


class GatebookError(Exception):
    """Gatebook did not do what it was asked for."""


class Unavailable(GatebookError):
    """No answer, none in time, or one that says to try again later."""

    def __init__(self, why, retry_after_s=None):
        super().__init__(why)
        self.retry_after_s = retry_after_s


class Limited(Unavailable):
    """Gatebook is there, and does not answer this one now: the key's quota is spent (429)."""


class Refused(GatebookError):
    """An answer that a repeat does not change. `code` is one of Gatebook's, such as `session_not_found`."""

    def __init__(self, status, code, detail):
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
