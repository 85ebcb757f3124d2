"""The words of headers, labels and captions turned into aspects: periods, units, scales, folded labels.

Nothing here knows an issuer, a document or a taxonomy.
"""
