"""What single countries write where Doc 9303 leaves them free. One package per country.

Enters: the bytes of a national data group, what is printed on a card. Leaves: typed facts, access keys.
Words: those of the country, each with the one English name the README's glossary gives it. Not known: trust, readers.
"""
