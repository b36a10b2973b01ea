"""Instruments ("rubrics") as documents: one format for the library, the database and files.

A document is called content here: what JSON can hold, nothing else. `checking` says what is
wrong with content from anywhere, `model` reads sound content into objects, `editing` makes
changed content out of content, `files` writes and reads it as YAML. No framework, no database,
no words for the screen: problems are codes, and supervision/problems.py words them.
"""
