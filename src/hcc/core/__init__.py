"""The office's grammar: acts, roles, deadlines, numbers, evidence. No feature and no page."""
