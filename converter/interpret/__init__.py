"""What the tables of a document say by themselves, whoever the issuer is: periods, units and scales, with the evidence.

One reading for everybody: `tanshin read` shows it, the draft of a profile rests on it, and binding takes it from here.
"""
