"""The lists of teachers and staff that schools download from Dapodik, read as pure Python.

`reading` turns a file from outside into rows of cells or refuses it, `rows` turns cells into
people and problems, `comparing` says what would change. No framework, no database, no words for
the screen: problems are codes, and staff/problems.py words them.
"""
