"""The parts of the window. Each is told a view model and draws it; none computes, none remembers a person.

Enters: view models. Leaves: Qt signals with plain values. Words: plain label (a label that never reads markup),
callout (a tinted box with a glyph), row. Not known: visits, events, languages beyond the texts they are handed.
"""

__all__: list[str] = []
