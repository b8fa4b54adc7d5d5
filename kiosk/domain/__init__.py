"""The nouns of the kiosk.

Enters: nothing. Leaves: `Identity`, `Fact`, `Verdict`, `InsuranceAnswer`, `FilledForm`, `Record`, `Receipt`,
`FailureCode`, `Progress`. Words: source, assurance, disagreement. Not known: every other room, every library.
"""
