"""Reading a release: from bytes to a `Document`. What the words and figures mean is left to `aspects` and `binding`."""
