"""Acts upon accounts: officials, units, substitutes, sessions, passwords, factors, one-time links."""
