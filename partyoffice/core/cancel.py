"""The user said 取消 to a long job: no fault, no refusal, nothing written."""


class Cancelled(Exception):  # ruff: ignore[error-suffix-on-exception-name] -- not an error: it names what the user asked for
    """Raised inside a job whose progress report was answered with False."""
