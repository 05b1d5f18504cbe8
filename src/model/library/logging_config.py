"""Loggers arranged by a dict."""

import logging
import sys

__all__ = ["dictConfig"]

_STREAMS = {"ext://sys.stdout": "stdout", "ext://sys.stderr": "stderr"}


def _formatter(config):
    return logging.Formatter(config.get("format"), config.get("datefmt"),
                             config.get("style", "%"), config.get("validate", True))


def _filter(config):
    return logging.Filter(config.get("name", ""))


def _handler(config, formatters, filters):
    kind = config.get("class", "logging.StreamHandler")
    if kind == "logging.NullHandler":
        handler = logging.NullHandler()
    elif kind == "logging.StreamHandler":
        stream = config.get("stream")
        handler = logging.StreamHandler(getattr(sys, _STREAMS[stream]) if stream in _STREAMS
                                        else stream)
    else:
        raise ValueError("Unable to configure handler: the class %r is not supported" % kind)
    if config.get("formatter"):
        handler.setFormatter(formatters[config["formatter"]])
    if config.get("level"):
        handler.setLevel(config["level"])
    for name in config.get("filters", ()):
        handler.addFilter(filters[name])
    return handler


def _arrange(logger, config, handlers, filters):
    if config.get("level") is not None:
        logger.setLevel(config["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    for name in config.get("handlers", ()):
        logger.addHandler(handlers[name])
    for name in config.get("filters", ()):
        logger.addFilter(filters[name])
    if config.get("propagate") is not None:
        logger.propagate = config["propagate"]


def dictConfig(config):
    """Arranges formatters, filters, handlers and loggers."""
    if config.get("version") != 1:
        raise ValueError("Unsupported version: %s" % config.get("version"))
    formatters = {name: _formatter(one) for name, one in config.get("formatters", {}).items()}
    filters = {name: _filter(one) for name, one in config.get("filters", {}).items()}
    handlers = {name: _handler(one, formatters, filters)
                for name, one in config.get("handlers", {}).items()}
    wanted = config.get("loggers", {})
    if config.get("disable_existing_loggers", True):
        for name, logger in logging.root.manager.loggerDict.items():
            if isinstance(logger, logging.Logger) and name not in wanted:
                logger.disabled = True
    for name, one in wanted.items():
        logger = logging.getLogger(name)
        logger.disabled = False
        _arrange(logger, one, handlers, filters)
    if "root" in config:
        _arrange(logging.getLogger(), config["root"], handlers, filters)
