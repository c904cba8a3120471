"""收缴台账: members by months, entered as a sheet is."""
