"""A first profile of an issuer, drafted from the tables of its releases, that a person then corrects.

Knowledge of words stands in CSV beside the code, and nothing here knows an issuer. Writing the folder is left to the
caller.
"""

from .draft import LeftOut, NothingToDraftError, Scaffold, scaffold

__all__ = ["LeftOut", "NothingToDraftError", "Scaffold", "scaffold"]
