"""What the centre costs: server CPU a request beside a bare Pyramid hello, start-up and memory.

docs/benchmarks.md says how to run it and how to read it.
"""
