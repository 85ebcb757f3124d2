"""What things mean: the taxonomy model, loading and writing a DTS, issuer profiles and US-GAAP facts.

Imports nothing from `tanshin.converter`.
"""
