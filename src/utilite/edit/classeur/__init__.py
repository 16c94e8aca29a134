"""The form as a workbook: what a référentiel asks, on sheets to fill in, and the way back from their cells."""
