"""The front door: the only room that sees every other one.

Enters: a site's settings, or the word "demo". Leaves: a running `Desk` in its window, a call screen, a told `walk`;
rules, forms and calendars made from rows of data. Here settings become the values rooms ask for, exceptions become
failure codes, and hardware is chosen, real or imagined. Nothing else is decided here.
"""
