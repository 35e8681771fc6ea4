"""A bucket of S3, or of a store that speaks like it, as a destination.

Everything that boto3 knows of credentials, addresses and regions is left to it: they come from the environment
(`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` and so on) or from where AWS's own tools have them.
"""

import base64
import hashlib
from collections.abc import Container, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import boto3
from botocore import exceptions
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    SSLError,
)

from factledger.publish.built_site import Headers
from factledger.publish.deployment_record import RECORD
from factledger.publish.errors import BadDestinationError, PublishError, UnreachableError
from factledger.publish.lease import LeaseFile, lease
from factledger.publish.publication_plan import StoredFile
from factledger.publish.store import Say, StillOurs

_FIRST_ATTEMPTS = 3  # at the first request, which tells whether there is a bucket at all
_ATTEMPTS = 8  # at each of the others; the pauses between them grow to half a minute
_NOT_OURS = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired"}
)
_ELSEWHERE = frozenset({"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"})
_NO_SUCH_KEY = frozenset({"NoSuchKey", "404", "NotFound"})
_UNFULFILLED = frozenset({409, 412})  # ConditionalRequestConflict, PreconditionFailed
_NO_CONDITIONS = frozenset({400, 501})  # InvalidArgument, NotImplemented


class BucketStore:
    """Objects below a prefix of a bucket. Their ETags are their versions: opaque, for not every one is an MD5."""

    is_tree = False
    has_headers = True

    def __init__(self, bucket: str, prefix: str, *, parallel: int) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._address = f"s3://{bucket}/{self._prefix}"
        self._knows_conditions = True
        patient = Config(
            max_pool_connections=parallel + 2,
            connect_timeout=10,
            # The other modes of retrying give up together after some hundred refusals, which is what throttling is.
            retries={"mode": "legacy", "total_max_attempts": _ATTEMPTS},
            # Each file goes with its MD5, which all stores check; newer sums are news to some of them.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        with self._told("be listed"):
            session = boto3.session.Session()
            first = session.client("s3", config=patient.merge(Config(retries={"total_max_attempts": _FIRST_ATTEMPTS})))
            first.list_objects_v2(Bucket=bucket, Prefix=self._prefix + RECORD)
            self._client: Any = session.client("s3", config=patient)

    def listing(self, paths: Container[str]) -> Mapping[str, StoredFile]:  # noqa: ARG002 - no object's digest is told
        """All objects below the prefix."""
        found = {}
        with self._told("be listed"):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                for one in page.get("Contents", ()):
                    found[one["Key"].removeprefix(self._prefix)] = StoredFile(one["ETag"])
        found.pop("", None)  # the prefix itself, which some consoles make an object of
        return found

    def read(self, path: str) -> bytes | None:
        """What an object holds."""
        found = self.look(path)
        return found.content if found is not None else None

    def look(self, path: str) -> LeaseFile | None:
        """An object with its ETag."""
        with self._told("be read", path):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)
            except ClientError as error:
                if error.response["Error"].get("Code") in _NO_SUCH_KEY:
                    return None
                raise
            return LeaseFile(answer["Body"].read(), answer["ETag"])

    def put(self, path: str, content: bytes, headers: Headers) -> str:
        """Write an object, which its readers see whole."""
        with self._told("be written", path):
            return self._put(path, content, headers)

    def swap(self, path: str, content: bytes, known: str | None) -> str | None:
        """Write an object on a condition, by the store itself where it knows conditions."""
        with self._told("be written", path):
            if self._knows_conditions:
                condition = {"IfNoneMatch": "*"} if known is None else {"IfMatch": known}
                try:
                    return self._put(path, content, Headers(), **condition)
                except ClientError as error:
                    status = _status(error)
                    if status in _UNFULFILLED or error.response["Error"].get("Code") == "NoSuchKey":
                        return None
                    if status not in _NO_CONDITIONS:
                        raise
                    self._knows_conditions = False
            found = self.look(path)
            if (found.version if found is not None else None) != known:
                return None
            return self._put(path, content, Headers())

    def delete(self, path: str) -> None:
        """Take an object away."""
        with self._told("be deleted", path):
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + path)

    def lock(self, say: Say) -> AbstractContextManager[StillOurs]:
        """By an object that tells who is at work."""
        return lease(self, say)

    def _put(self, path: str, content: bytes, headers: Headers, **condition: str) -> str:
        leads_on = {"WebsiteRedirectLocation": headers.redirect} if headers.redirect else {}
        answer = self._client.put_object(
            Bucket=self._bucket,
            Key=self._prefix + path,
            Body=content,
            ContentMD5=base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
            ContentType=headers.content_type,
            CacheControl=headers.cache_control,
            **leads_on,
            **condition,
        )
        version: str = answer["ETag"]
        return version

    @contextmanager
    def _told(self, deed: str, path: str = "") -> Iterator[None]:
        """Say in words what the store refuses; its own words are left out, for they may quote what is secret."""
        try:
            yield
        except ClientError as error:
            raise self._refusal(error, deed, path) from error
        except (NoCredentialsError, PartialCredentialsError) as error:
            advice = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            raise PublishError(f"no credentials for {self._address} are found; {advice}") from error
        except ParamValidationError as error:
            raise BadDestinationError(
                f"'{self._bucket}' can be no name of a bucket; write s3://bucket/prefix"
            ) from error
        except SSLError as error:
            raise PublishError(f"{self._address} cannot be trusted: its certificate is not accepted") from error
        except (exceptions.ConnectionError, HTTPClientError) as error:
            advice = "see to the network and AWS_ENDPOINT_URL, and try again"
            raise UnreachableError(f"{self._address} cannot be reached; {advice}") from error
        except (BotoCoreError, ValueError) as error:  # ValueError: an address of the environment that is none
            raise PublishError(f"{self._address} cannot {deed}: {error}") from error

    def _refusal(self, error: ClientError, deed: str, path: str) -> PublishError:
        code, status = error.response["Error"].get("Code", ""), _status(error)
        if code == "NoSuchBucket":
            return PublishError(f"there is no bucket '{self._bucket}'; make it first, or see to AWS_ENDPOINT_URL")
        if code == "InvalidBucketName":
            return BadDestinationError(f"'{self._bucket}' can be no name of a bucket; write s3://bucket/prefix")
        if code in _NOT_OURS:
            return PublishError(f"the credentials for {self._address} are not accepted ({code})")
        if code in _ELSEWHERE or status == 301:
            return PublishError(f"the bucket '{self._bucket}' is in another region; set AWS_REGION")
        if status in (401, 403):
            return PublishError(f"{self._address}{path} may not {deed} with these credentials ({code})")
        if status in (429, 503) or status >= 500:
            advice = "try again later, or with a smaller number for --parallel"
            return UnreachableError(
                f"{self._address} is too busy: it answered {status} ({code}) again and again; {advice}"
            )
        return PublishError(f"{self._address}{path} cannot {deed}: the store answered {status} ({code})")


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
