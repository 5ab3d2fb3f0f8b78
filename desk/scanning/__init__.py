"""What a scan is: a card, a receipt, a slip, a pad sheet, or none of them; pure rules."""
