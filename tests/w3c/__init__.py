"""The test suite of SHACL, run on both engines."""
