"""Addresses of the partnership's own pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
