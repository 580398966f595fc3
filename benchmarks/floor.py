"""The floor, as a process of its own: a bare Pyramid hello on the server we use.

python -m benchmarks.floor PORT THREADS
"""

import sys

from waitress.server import create_server

from .machine import hello_application

if __name__ == "__main__":
    create_server(hello_application(), listen=f"127.0.0.1:{sys.argv[1]}", threads=int(sys.argv[2])).run()
