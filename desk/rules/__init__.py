"""What is allowed and what is missing: pure rules without clock, store or screen."""
