"""Two states of a workspace → what changed, in a reader's words; pure: neither git nor a file is opened here."""
