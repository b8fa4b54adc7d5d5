"""The nouns of the kiosk.

Enters: nothing. Leaves: `Identity`, `Fact`, `Verdict`, `InsuranceAnswer`, `Coverage`, `FilledForm`, `Record`, `Receipt`, `Ticket`,
`FailureCode`, `Progress`. Words: source, assurance, disagreement. Not known: every other room, every library.
"""
