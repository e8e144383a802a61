"""Shapes: their cases, their files, and the engines that read them."""
