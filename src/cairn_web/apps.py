"""Cairn as a Django application."""

from django.apps import AppConfig


class CairnWebConfig(AppConfig):
    """The one application of the web app."""

    name = "cairn_web"
    verbose_name = "Cairn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cairn_web.embedded import prepare_connections

        prepare_connections()
