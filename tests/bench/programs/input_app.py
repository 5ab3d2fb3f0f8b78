"""The reference for an echo: a Textual app with one of its own inputs."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class InputApp(App[None]):
    """One field, ready for keys."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="gõ ở đây")


if __name__ == "__main__":
    InputApp().run()
