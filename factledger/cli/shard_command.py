"""`build --shard K/N` and `build --join N`: a site made in parts."""

import os
from argparse import Namespace
from collections.abc import Callable

from factledger.model.build_request import Report, Request
from factledger.model.settings import Settings
from factledger.publish.errors import PublishError
from factledger.sharding.shards import Shard, ShardError, build_shard, join_shards, settings_of
from factledger.sharding.signed_store import LEAST_KEY, SignedStore

KEY = "FACTLEDGER_STORE_KEY"

_Refused = Callable[[Namespace, str], int]


def build_in_shards(options: Namespace, requested: Callable[[Settings], Request], refused: _Refused) -> Report:
    """Make a part of the site, or join the parts; `requested` is what is asked for of a site with some settings."""
    key = os.environ.get(KEY, "")
    if not options.store:
        raise SystemExit(refused(options, "shards share a store; name its address with --store"))
    if len(key) < LEAST_KEY:
        reason = f"{KEY} must hold a key of at least {LEAST_KEY} characters, the same for all shards"
        raise SystemExit(
            refused(options, f"{reason}: without it, whoever can write to the store could write on the site")
        )
    if options.now is None and not os.environ.get("SOURCE_DATE_EPOCH"):
        raise SystemExit(refused(options, "shards have one clock; name it with --now or SOURCE_DATE_EPOCH"))
    try:
        store = SignedStore(options.store, key)
        if options.join:
            settings = settings_of(options.project, store)
            return join_shards(requested(settings), settings, options.join, store)
        shard = Shard(*options.shard)
        settings = settings_of(options.project, store, shard)
        return build_shard(requested(settings), settings, shard, store, patience=options.patience)
    except (PublishError, ShardError) as error:
        refused(options, str(error))
        raise SystemExit(1) from None
