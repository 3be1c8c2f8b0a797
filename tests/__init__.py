"""The promises of Kindnote, each with a test; the folders mirror the packages."""
