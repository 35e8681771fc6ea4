"""The setting `cms`: which web editor there is, and where it keeps what it writes."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from factledger.read.front_matter_schema import Written
from factledger.read.front_matter_values import Flag, Text, WebAddress, one_of, written_as, written_text


class BackendName(StrEnum):
    """The backends that Decap CMS or Sveltia CMS knows."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    BITBUCKET = "bitbucket"
    AZURE = "azure"
    GIT_GATEWAY = "git-gateway"
    PROXY = "proxy"
    TEST = "test-repo"


class PublishMode(StrEnum):
    """Whether what is saved is published, or goes through a review (Decap CMS)."""

    SIMPLE = "simple"
    EDITORIAL_WORKFLOW = "editorial_workflow"


NEED_REPO = frozenset(
    {BackendName.GITHUB, BackendName.GITLAB, BackendName.GITEA, BackendName.BITBUCKET, BackendName.AZURE}
)


def _folder(value: Any) -> str:  # noqa: ANN401  # whatever the YAML holds
    text = written_text(value).rstrip("/")
    if not text or text.startswith(("/", "~")) or ":" in text or "\\" in text or ".." in text.split("/"):
        reason, advice = f"'{text}' is no folder in the project", "write one such as node_modules/@sveltia/cms"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return text


PackageFolder = Annotated[str, PlainValidator(_folder), written_as("node_modules/@sveltia/cms, node_modules/decap-cms")]


class WrittenBackend(Written):
    """Where a web editor keeps what it writes."""

    name: Annotated[BackendName, one_of(BackendName)]
    repo: Text | None = None
    branch: Text | None = None
    site_domain: Text | None = None
    base_url: WebAddress | None = None
    auth_endpoint: Text | None = None
    auth_type: Text | None = None
    auth_scope: Text | None = None
    app_id: Text | None = None
    api_root: WebAddress | None = None
    graphql_api_root: WebAddress | None = None
    use_graphql: Flag | None = None
    proxy_url: WebAddress | None = None
    identity_url: Text | None = None
    gateway_url: Text | None = None
    open_authoring: Flag | None = None
    always_fork: Flag | None = None
    squash_merges: Flag | None = None
    automatic_deployments: Flag | None = None
    cms_label_prefix: Text | None = None
    preview_context: Text | None = None
    commit_messages: dict[str, Text] | None = None


class WrittenCms(Written):
    """The web editor."""

    package: PackageFolder
    backend: WrittenBackend
    publish_mode: Annotated[PublishMode, one_of(PublishMode)] | None = None
