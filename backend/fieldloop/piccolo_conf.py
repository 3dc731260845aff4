"""What Piccolo's own command line and its tables look for: the engine and the list of apps."""

from piccolo.conf.apps import AppRegistry

from fieldloop.db import engine

DB = engine
APP_REGISTRY = AppRegistry(apps=["fieldloop.piccolo_app"])
