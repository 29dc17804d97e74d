"""Writers of files that others open: glTF, SVG."""
