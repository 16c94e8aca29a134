"""PDF forms with fields (AcroForm): read, filled, drawn; needs pikepdf, an extra."""
