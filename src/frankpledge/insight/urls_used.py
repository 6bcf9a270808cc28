"""Addresses of what is made of the figures: evidence for the plan, nominations, packs."""

from __future__ import annotations

from django.urls import URLPattern

HERE = "p/<slug:slug>/crime/"

URLS: list[URLPattern] = []
