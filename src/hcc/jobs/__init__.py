"""Work that nobody waits for: a durable queue in the database, and the worker that does what stands in it.

A job is put in by the transaction of the act that needs it, and done at least once: what it stores may be stored again.
The queue knows no paper; a feature names its kinds of jobs (`kinds.Kind`) and the commands hand them to the worker.
"""
