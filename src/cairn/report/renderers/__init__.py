"""One document, many forms: none of them decides what is told.

`page` (HTML), `sheets` (PDF), `terminal`, `markdown` and `explaining` take the document;
`feed` (iCalendar) and `record` (JSON) take the plan's values. Pictures are drawn in
`charts` and `roadmap`, once for all.
"""
