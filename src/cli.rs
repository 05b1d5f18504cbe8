//! The command line: the app without a window.
