"""What a person types into a box: a few words, misspelt, cut short or by their everyday names.

`readings` says what the words may mean as a whole, `wordbook` which words they may be,
`names` which names they fit, and `described` which roles when no name is near.
"""
