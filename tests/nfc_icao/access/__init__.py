"""One test module for each source module of `nfc_icao.access`."""
