"""Tells Piccolo which tables there are and where their migrations lie."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1] / "migrations"

APP_CONFIG = AppConfig(
    app_name="fieldloop",
    # A checkout keeps the migrations at its top; a wheel carries them inside the package.
    migrations_folder_path=str(_CHECKOUT if _CHECKOUT.is_dir() else _PACKAGE / "_migrations"),
    table_classes=table_finder(
        [
            f"fieldloop.{name}.tables"
            for name in (
                "places",
                "people",
                "roster",
                "catalogue",
                "orders",
                "record",
                "evidence",
                "intake",
                "sla",
                "notify",
            )
        ]
        + [
            *("fieldloop.orders.review_tables", "fieldloop.orders.owner_tables", "fieldloop.sla.calendar_tables"),
            *("fieldloop.orders.request_tables", "fieldloop.notify.ladder_tables", "fieldloop.notify.owner_tables"),
            "fieldloop.sla.reckon_tables",
        ],
        exclude_imported=True,
    ),
)
