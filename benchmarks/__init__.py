"""Speed and memory at scale, beside other engines: ratios for people to read, never timed tests."""
