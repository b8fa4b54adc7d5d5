"""How an imagined authority makes a document: keys, certificates, data groups, the security object.

Enters: a persona and a profile. Leaves: file bytes. Words: CSCA, document signer, EF.SOD, DGn.
Not known: commands, links, readers. The door is `hardware_mocks.issuer`.
"""

__all__: list[str] = []
