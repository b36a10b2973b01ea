"""How much of a table is read. A large school has some hundred people; these leave room."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 600_000  # a list of Dapodik has 51 columns, so this is more than 11,000 people
MOST_ELEMENTS = 2_500_000  # in the XML of a workbook; a cell takes two or three, a string two
MOST_SHEETS = 20
MOST_TEXT = 16_000_000  # characters in all cells, a shared string as often as it is used
