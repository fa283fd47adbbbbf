"""Pictures of what views give: SVG drawn here, light, readable without colour sight, every word of a page escaped."""
