"""What word processors read and write: archives of XML, their tags, blocks of text, pictures."""
