"""Draws believable small photographs: the same place twice, with the problem and without it."""

from fieldloop.seed.pictures.camera import SIZE, Shot, photograph

__all__ = ["SIZE", "Shot", "photograph"]
