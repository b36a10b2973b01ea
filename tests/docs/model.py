"""The pictures of docs/model.md, one per floor, drawn from Django's registry of models.

A box per model. What it points at on its own floor stands to its left; what it points at on a floor
below is named in that floor's colour.
"""

from textwrap import wrap
from xml.sax.saxutils import escape

from django.apps import apps

FLOORS = {
    "schools": "#8a5a00",
    "staff": "#1f6f43",
    "meetings": "#7a2e5d",
    "supervision": "#0b5c63",
    "reports": "#3b4a8c",
}
INK, PALE, LINE, PAPER = "#17302f", "#5d6f6e", "#9fb3b1", "#ffffff"
WIDTH, GAP, PAD, ROW, HEAD = 216, 36, 16, 17, 28
LETTERS = 31  # of the small type in the width of a box


class Box:
    """One model: its name, what it points at, and the rest of its columns."""

    def __init__(self, model):
        self.name, self.app = model.__name__, model._meta.app_label
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        self.links = [
            (field.name + " *" * field.many_to_many, field.related_model._meta)
            for field in fields
            if field.is_relation and field.related_model._meta.app_label in FLOORS
        ]
        rest = [field.name for field in fields if not field.is_relation and field.name != "id"]
        self.rest = wrap(", ".join(rest), LETTERS)
        self.height = HEAD + ROW * (len(self.links) + len(self.rest)) + 12
        self.x = self.y = 0

    def beside(self):
        """Names on the same floor that it points at."""
        return [to.object_name for _, to in self.links if to.app_label == self.app]

    def drawn(self):
        colour = FLOORS[self.app]
        parts = [
            f'<rect x="{self.x}" y="{self.y}" width="{WIDTH}" height="{self.height}" rx="4"'
            f' fill="{PAPER}" stroke="{colour}"/>',
            f'<rect x="{self.x}" y="{self.y}" width="{WIDTH}" height="{HEAD - 4}" rx="4"'
            f' fill="{colour}"/>',
            text(self.x + 10, self.y + 17, self.name, PAPER, 'class="name"'),
        ]
        for number, (name, to) in enumerate(self.links):
            y = self.row(number)
            parts += [
                text(self.x + 10, y, name, INK),
                text(
                    self.x + WIDTH - 10,
                    y,
                    to.object_name,
                    FLOORS[to.app_label],
                    'text-anchor="end" class="to"',
                ),
            ]
        for number, words in enumerate(self.rest, len(self.links)):
            parts.append(text(self.x + 10, self.row(number), words, PALE))
        return parts

    def row(self, number):
        """The foot of the letters in that row."""
        return self.y + HEAD + 12 + ROW * number


def text(x, y, words, colour, more=""):
    return f'<text x="{x}" y="{y}" fill="{colour}" {more}>{escape(words)}</text>'


def columns(boxes):
    """Boxes in columns, each to the right of all on its floor that it points at."""
    depths = {}

    def depth(name, seen=()):
        if name not in depths:
            before = [to for to in boxes[name].beside() if to not in (*seen, name)]
            depths[name] = 1 + max((depth(to, (*seen, name)) for to in before), default=-1)
        return depths[name]

    for name in boxes:
        depth(name)
    found = [[] for _ in range(1 + max(depths.values()))]
    for name, place in depths.items():
        found[place].append(boxes[name])
    return found


def placed(boxes):
    """Give each box its place; return width and height of the whole."""
    most = 0
    for place, column in enumerate(columns(boxes)):
        column.sort(key=lambda box: middle(box, boxes))
        y = PAD
        for box in column:
            box.x, box.y = PAD + place * (WIDTH + GAP), y
            y += box.height + PAD
        most = max(most, y)
    return 2 * PAD + (place + 1) * (WIDTH + GAP) - GAP, most


def middle(box, boxes):
    """How far down those stand that it points at, so that lines cross little."""
    ys = [boxes[name].y for name in box.beside() if name != box.name]
    return sum(ys) / len(ys) if ys else 0


def lines(boxes):
    """From each row to what it names in the next column; further on they would only cross."""
    for box in boxes.values():
        for number, (_, to) in enumerate(box.links):
            end = boxes[to.object_name] if to.app_label == box.app else box
            if box.x - end.x == WIDTH + GAP:
                x, y = box.x, box.row(number) - 4
                ex, ey = end.x + WIDTH, end.y + HEAD / 2
                bend = GAP * 0.8
                yield (
                    f'<path d="M{x} {y}C{x - bend} {y} {ex + bend} {ey} {ex} {ey}" fill="none"'
                    f' stroke="{LINE}" stroke-width="1.5" marker-end="url(#tip)"/>'
                )


def picture(floor):
    boxes = {model.__name__: Box(model) for model in apps.get_app_config(floor).get_models()}
    width, height = placed(boxes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" font-family="sans-serif" font-size="12.5">',
        "<style>.name{font-weight:bold;font-size:14px}.to{font-weight:bold}</style>",
        f"<title>{floor}</title>",
        f'<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        f' orient="auto"><path d="M0 0L8 4L0 8z" fill="{LINE}"/></marker>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        *lines(boxes),
        *(part for box in boxes.values() for part in box.drawn()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def made():
    return {f"img/model-{floor}.svg": picture(floor) for floor in FLOORS}
