"""Read and write product models in the formats people keep them in."""
