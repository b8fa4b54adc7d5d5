"""Hostile input by the thousand: chips that lie, files that are bent, codes and answers from strangers.

The engine is our own, small and seeded, so that the same tests run for seconds in the suite and for hours at night on
every platform, and a finding can be had again from its bytes. `targets` says what is fed, `runner` what must hold.
"""
