"""Puts what would run in a careless page into every text that a person can type, wherever our tables keep one."""

from __future__ import annotations

from typing import Any

SHORT = "\"'><img src=x onerror=typed=1>"
LONG = SHORT + "<script>typed=1</script><a href=javascript:typed=1>x</a>[x](javascript:typed=1){{7*7}}{% now 'Y' %}"
APPS = ("accounts", "partners", "documents", "plans")
# Texts nobody types: keys, digests, names of rows and of kinds. A new field is poisoned until it is named here.
KEPT = frozenset({
    "password", "key_hash", "token_hash", "sha256", "slug", "colour", "area_code", "brought_by", "changed_by",
    "written_by", "code", "field", "source", "key", "failures", "mapping",
    # Of an amendment and an edition: whose hand, and what is applied or fingerprinted word for word.
    "proposed_by", "decided_by", "moved_by", "made_by", "done_by", "recorded_by", "steps", "document",
    "before", "after",  # names of a plan's states
})  # fmt: skip
WRITTEN_ONCE = ("plans_edition",)  # what the database itself would keep from being poisoned
# Inside documents kept as JSON: the words that say what something is.
KINDS = frozenset({"kind", "code", "field", "order", "columns", "meaning", "quarter", "quarters", "sha256"})


def poisoned(value: Any, key: str = "") -> Any:
    """The same shape, with every text in it replaced."""
    if isinstance(value, dict):
        return {name: poisoned(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, key) for each in value]
    return LONG if isinstance(value, str) and value and key not in KINDS else value


def poison_every_text() -> int:
    """All texts of all rows. Says how many fields there were."""
    from django.apps import apps
    from django.db import connection

    from frankpledge.audit.write_once import write_freely, write_once

    fields = 0
    for table in WRITTEN_ONCE:
        write_freely(connection, table)
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            texts = [field for field in model._meta.concrete_fields if _is_text(field)]
            fields += len(texts)
            for row in model._default_manager.all():
                for field in texts:
                    setattr(row, field.attname, _instead(field, getattr(row, field.attname), row.pk))
                if texts:
                    model._default_manager.filter(pk=row.pk).update(
                        **{each.attname: getattr(row, each.attname) for each in texts}
                    )
    for table in WRITTEN_ONCE:
        write_once(connection, table, "an edition")
    return fields


def _is_text(field: Any) -> bool:
    kinds = {"CharField", "TextField", "JSONField", "EmailField"}
    return field.get_internal_type() in kinds and not field.choices and field.name not in KEPT


def _instead(field: Any, value: Any, pk: Any) -> Any:
    if field.get_internal_type() == "JSONField":
        return poisoned(value)
    if field.name == "email":
        return f'"<img/src=x/onerror=typed=1>{pk}"@demo.example'
    longest = field.max_length or len(LONG) + 20
    return f"{LONG if longest >= len(LONG) + 20 else SHORT}{pk}"[:longest]
