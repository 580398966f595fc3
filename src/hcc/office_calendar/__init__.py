"""The centre's own calendar: its working sessions and the days it decides on itself, with who decided."""
