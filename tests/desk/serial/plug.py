"""A serial scanner's cable: a pty pair under a name that stays."""

import os
import tty
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Plug:
    """The name leads to a port only while it is plugged in."""

    path: Path
    master: int = -1
    slave: int = -1

    def plug_in(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path.symlink_to(os.ttyname(self.slave))

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def pull_out(self) -> None:
        self.path.unlink()
        os.close(self.master)
        os.close(self.slave)
