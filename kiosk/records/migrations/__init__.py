"""How the tables of the store came to be, one file per step. Run by `kiosk.records.migrating` alone."""
