"""Addresses of the plan's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
