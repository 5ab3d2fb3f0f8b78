"""Every sentence that an officer reads on screen, and what the desk adds to paper."""
