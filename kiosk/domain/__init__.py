"""The nouns of the kiosk.

Enters: nothing. Leaves: `Identity`, `Fact`, `Verdict`, `InsuranceAnswer`, `PendingLookUp`, `Coverage`, `FilledForm`,
`Record`, `Receipt`, `Ticket`, `QueuePlace`, `CallBoard`, `VisitFigure`, `FailureCode`, `Progress`. Words: source,
assurance, disagreement. Not known: every other room, every library.
"""
