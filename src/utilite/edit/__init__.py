"""All that writes a source file: what isn't meant to change stays byte for byte."""
