"""Social networks: asked by their own documented HTTP."""
