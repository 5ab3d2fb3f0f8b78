"""What is said of a scan that no screen took is taken away by Escape, or by a later key."""

from textual.app import App

from desk.screens.scan_notice import SEEN_SECONDS, ScanNotice


async def test_what_is_said_of_a_scan_goes_with_escape_at_once_and_with_other_keys_later() -> None:
    app, at = App[None](), [0.0]
    notice = ScanNotice(app, lambda: at[0])
    async with app.run_test() as pilot:
        for key, after, is_left in (("a", 1.0, 1), ("escape", 0.0, 0), ("a", SEEN_SECONDS, 0)):
            notice.say("Mã vừa quét chưa được dùng.")
            await pilot.pause()
            at[0] += after
            notice.see_key(key)
            assert len(app._notifications) == is_left
