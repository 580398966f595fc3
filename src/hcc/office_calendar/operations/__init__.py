"""Acts upon the calendar book. Dossiers keep what they were promised: a change counts for those received after it."""
