"""A taxonomy made readable: statements as trees, the crosswalk as rows, and both as pages, CSV and SKOS.

Values first (`tree`, `crosswalk`), then what is written from them (`pages`, `skos`). How a terminal shows them is
left to the command line.
"""
