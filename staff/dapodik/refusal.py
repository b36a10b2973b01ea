"""A file that cannot be used at all."""


class Refused(Exception):  # noqa: N818  (it says what happened)
    """Carries a code and its values, not a sentence: it is worded when somebody reads it."""

    def __init__(self, code: str, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params
