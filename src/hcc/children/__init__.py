"""Child processes for files somebody brings: bounded in memory, time and output, and killed as a group.

`run.run` lets a worker do one job: a module of ours with a function `work(job) -> answer`, both plain JSON. One small
process, the fork server (`forking`), keeps the workers and their libraries loaded and forks a child for
each job; it knows no file and no job, and nothing of the program's memory or environment.
"""
