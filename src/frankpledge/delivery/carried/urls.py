"""Addresses of what a record carries, under the record's own."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.delivery.carried.views import attachments, comments


def carried_by(one: str) -> list[URLPattern]:
    """Everything below the address of one record."""
    file, comment = one + "files/<int:file>/", one + "comments/<int:comment>/"
    return [
        path(one + "files/add/", attachments.AttachmentAdd.as_view(), name="record-file-add"),
        path(file, attachments.AttachmentShow.as_view(), name="record-file"),
        path(file + "original/", attachments.AttachmentOriginal.as_view(), name="record-file-original"),
        path(file + "remove/", attachments.AttachmentRemove.as_view(), name="record-file-remove"),
        path(one + "comments/add/", comments.CommentAdd.as_view(), name="record-comment-add"),
        path(comment + "edit/", comments.CommentEdit.as_view(), name="record-comment-edit"),
        path(comment + "remove/", comments.CommentRemove.as_view(), name="record-comment-remove"),
        path(comment + "read/", comments.CommentRead.as_view(), name="record-comment-read"),
    ]
