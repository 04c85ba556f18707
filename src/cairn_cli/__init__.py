"""The command line: words in, the library's values out, bad news in one sentence.

`app` finds the command and imports only its module, `options` holds what several
commands take, `output` what they all print, `commands/` one module a command.
"""
