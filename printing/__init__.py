"""Forms as pages, and the spool that gets them onto paper."""
