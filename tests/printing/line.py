"""The network between a counter and a printer, which can be cut and mended."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """Passes everything on to a port of this machine, from one of its own."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._serve()

    def cut(self) -> None:
        """Let nobody through; whoever tries is refused at once."""
        if self._thread.is_alive():
            self._server.shutdown(socket.SHUT_RDWR)
            self._thread.join()
            self._server.close()

    def mend(self) -> None:
        """Let everybody through again."""
        self._server = socket.create_server(("127.0.0.1", self.port))
        self._serve()

    def _serve(self) -> None:
        self._thread = threading.Thread(target=self._accept, args=(self._server,))
        self._thread.start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                asking, _ = server.accept()
            except OSError:
                return
            with asking, socket.create_connection(("127.0.0.1", self._to)) as asked:
                back = threading.Thread(target=_pass, args=(asked, asking))
                back.start()
                _pass(asking, asked)
                back.join()


def _pass(one: socket.socket, other: socket.socket) -> None:
    while taken := one.recv(65536):
        other.sendall(taken)
    # Whoever was spoken to is at its end as well.
    other.shutdown(socket.SHUT_WR)


@contextmanager
def a_line(port: int) -> Iterator[Line]:
    """A line that is whole to begin with."""
    line = Line(port)
    try:
        yield line
    finally:
        line.cut()
