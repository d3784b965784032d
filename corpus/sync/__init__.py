"""The library brought up to date with its sources: folders, files, feeds and pages."""
