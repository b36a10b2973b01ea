"""The two instruments of a made-up district: 24 items for teaching, 24 for services."""

STAGES = ("planning", "teaching", "teaching", "evaluation")  # of the four aspects
SERVICES = ("quality", "accuracy", "punctuality", "teamwork")
LABELS = {1: "Belum tampak", 2: "Mulai tampak", 3: "Sudah berjalan", 4: "Tampak pada murid"}
TEACHERS = ("class_teacher", "subject_teacher")
OTHERS = ("principal", "librarian", "administration", "operator", "caretaker")


def teaching(items):
    aspects = [{"stage": stage} for stage in STAGES]
    return content("lembar-mengajar", "Lembar mengajar", "M", TEACHERS, aspects, items)


def services(items):
    aspects = [{"service": service} for service in SERVICES]
    return content("lembar-layanan", "Lembar layanan", "L", OTHERS, aspects, items)


def content(key, name, letter, kinds, aspects, items):
    """An instrument as in its file; `items` are dealt out over the aspects."""
    of_aspect = [items // len(aspects) + (n < items % len(aspects)) for n in range(len(aspects))]
    numbers = iter(range(1, items + 1))
    return {
        "schema": 1,
        "id": key,
        "version": 1,
        "name": {"id": name},
        "use": "scored_visit",
        "target": {"kinds": list(kinds), "filled_by": ["principal", "supervisor"]},
        "scale": {
            "type": "levels_1_4",
            "labels": [{"value": value, "id": label} for value, label in LABELS.items()],
            "allow_na": True,
        },
        "result": "percent",
        "suggested_bands": "umum-86-71-56",
        "aspects": [
            {
                "code": f"{letter}{number}",
                "name": {"id": f"Aspek {number}"},
                **aspect,
                "items": [item(f"{letter}-{next(numbers):02}") for _ in range(size)],
            }
            for number, (aspect, size) in enumerate(zip(aspects, of_aspect, strict=True), 1)
        ],
    }


def item(code):
    return {
        "code": code,
        "measures": {"id": f"Murid melakukan apa yang dimaksud butir {code}"},
        "descriptors": {
            str(value): {"id": f"{label}: begitulah butir {code} terlihat pada tingkat {value}"}
            for value, label in LABELS.items()
        },
        "required_evidence": False,
        "evidence_hint": {"id": "Tulis satu kalimat yang Anda dengar."},
        "allow_na": True,
    }
