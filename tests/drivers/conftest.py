"""Puts this folder's helpers (`imagined_card`, `watching`, …) within reach of the tests below it."""
