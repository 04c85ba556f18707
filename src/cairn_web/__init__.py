"""The web app: memory and pages over the library `cairn`.

Views ask services, services ask `store`, the one bridge between rows and values;
`jobs` runs long work in a child process. Nothing here computes a plan by itself.
"""
