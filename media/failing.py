"""What a storage raises that is full or out of reach, whichever it is."""

from __future__ import annotations

import sys


def storage_failures() -> tuple[type[Exception], ...]:
    """Return OSError, and where an S3-compatible storage is used what its library raises, which is none."""
    botocore, boto3 = sys.modules.get("botocore.exceptions"), sys.modules.get("boto3.exceptions")
    theirs = [botocore.BotoCoreError, botocore.ClientError] if botocore else []
    return (OSError, *theirs, *([boto3.Boto3Error] if boto3 else []))
