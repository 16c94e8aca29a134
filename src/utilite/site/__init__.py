"""The network as a static site: fiches, one by one → pages, public ones only."""
