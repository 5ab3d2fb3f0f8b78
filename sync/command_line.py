"""How `desk` and `desk-centre` speak of their usage: in Vietnamese, an error in one sentence."""

import sys
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

WRONG_USAGE = 2
_MISSING = "Thiếu {what}."
_WRONG_VALUE = "Giá trị của {what} không dùng được: xem lại kiểu chữ, số hoặc các giá trị cho phép."
_NO_VALUE = "Thiếu giá trị của {what}."
_NO_OPTION = "Không có lựa chọn {what}."
_NO_COMMAND = "Không có lệnh {what}."
_NOT_UNDERSTOOD = "Dòng lệnh thừa, thiếu hoặc sai chỗ một phần."
_SEE_HELP = "{said} Xem cách dùng: {path} --help"
_INTERRUPTED = "Đã dừng theo yêu cầu."
_HELP_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "Phần theo thứ tự",
    "OPTIONS_PANEL_TITLE": "Lựa chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "DEFAULT_STRING": "[mặc định: {}]",
    "ENVVAR_STRING": "[biến môi trường: {}]",
}
_USAGE = "Cách dùng: "
_OPTIONS = "[LỰA CHỌN]"
_COMMAND = "LỆNH [THAM SỐ]..."
_HELP = "In cách dùng rồi thoát."


class _Context(typer.Context):
    def make_formatter(self) -> Any:
        """The library's, with our word before the usage line."""
        formatter: Any = super().make_formatter()
        formatter.write_usage = partial(formatter.write_usage, prefix=_USAGE)
        return formatter


def run(app: typer.Typer, name: str) -> None:
    """Run a command line to its end; wrong usage is one sentence on stderr and exit 2."""
    command = get_command(app)
    if "--help" in sys.argv or not sys.argv[1:]:
        _speak_vietnamese(command)
    try:
        ended = command(prog_name=name, standalone_mode=False)
    except TyperException as error:
        typer.echo(usage_sentence(error, name), err=True)
        ended = WRONG_USAGE
    except typer.Abort:
        typer.echo(_INTERRUPTED, err=True)
        ended = 1
    sys.exit(ended or 0)


def usage_sentence(error: TyperException, name: str) -> str:
    """What is wrong with a command line, and where to read on; the help itself if nothing was."""
    context: Any = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    return _SEE_HELP.format(
        said=_wrong(error, context), path=context.command_path if context else name
    )


def _wrong(error: TyperException, context: Any) -> str:
    if isinstance(error, typer.BadParameter):
        return _wrong_parameter(error)
    option = getattr(error, "option_name", "")
    if option:
        is_bare = type(error).__name__ == "BadOptionUsage"
        return (_NO_VALUE if is_bare else _NO_OPTION).format(what=option)
    named = error.message.split("'")[1:2]  # only the message of a group holds the command's name
    if context and isinstance(context.command, TyperGroup) and named:
        return _NO_COMMAND.format(what=named[0])
    return _NOT_UNDERSTOOD


def _wrong_parameter(error: typer.BadParameter) -> str:
    hint = error.param.get_error_hint() if error.param else ""
    what = str(hint).replace("'", "")
    if type(error).__name__ == "MissingParameter":
        return _MISSING.format(what=what)
    return _WRONG_VALUE.format(what=what) if what else error.message


def _speak_vietnamese(command: Any) -> None:
    """The library has no translations to load; its headings are constants of one module."""
    from typer import rich_utils

    for constant, words in _HELP_WORDS.items():
        setattr(rich_utils, constant, words)
    _translate(command)


def _translate(command: Any) -> None:
    """The words that commands carry themselves: of their usage line and of `--help`."""
    command.context_class = _Context
    command.options_metavar = _OPTIONS
    command.get_help_option(_Context(command)).help = _HELP  # made once, then kept by the command
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _COMMAND
        for one in command.commands.values():
            _translate(one)
