"""What is known of single words: how they are read aloud, which are familiar, which have a plainer equivalent."""
