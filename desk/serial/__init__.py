"""Scanners on a serial line or a USB port that acts as one."""
