"""The replay: the centre's first weeks once more, with invented people, through the acts the pages use.

It tells whether so many officials keep every promised moment. What is assumed stands in first_weeks.toml and nowhere
else; the moments of the acts are those of the replayed days, and no clock is read.
"""
