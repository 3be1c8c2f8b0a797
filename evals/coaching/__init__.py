"""What the coach's report counts and shows: messages read, tallied as they stream past, and never kept but for a few."""
