"""Made-to-measure clothing: bodies, draped templates and the meshes bent from them."""
