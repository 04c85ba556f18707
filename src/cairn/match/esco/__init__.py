"""An installed ESCO release, ranked for any sentence or title.

`index` is what is built at install and asked; `side` holds the entries of one kind,
`ranking` orders skills, `meanings` and `encoder` are the optional sentence model.
"""
