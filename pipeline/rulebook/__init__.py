"""Rules as data: reading, validating and compiling rules/*.yaml."""


class RuleError(ValueError):
    """A rules file is wrong: the message names file, rule and reason."""
