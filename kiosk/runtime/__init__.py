"""What every room may lean on: clock, workers, log, language, privacy, and the picture decoder.

Enters: work and texts. Leaves: events posted, sentences, log lines without personal values. Not known: cards, forms,
offices.
"""
