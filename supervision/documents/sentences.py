"""What the numbers of a cycle say, in three sentences, and what they cannot say."""

from schools.documents.indonesian import counted, number, percent

from .measures import Measures, mean


def three_sentences(results):
    measures = Measures(results)
    return [change(measures), kinds(results), spread(measures)]


def change(measures):
    """Of the people measured both times, or it would compare different people."""
    pairs = measures.paired
    if not pairs:
        return level(measures)
    before, after = (mean(values) for values in zip(*pairs, strict=True))
    n = f"(n = {len(pairs)})"
    points = number(abs(after - before))
    if before == after:
        return f"Rata-rata hasil tetap di {percent(after)} {n}."
    way = "naik" if after > before else "turun"
    return (
        f"Rata-rata hasil {way} {points} poin, dari {percent(before)} menjadi {percent(after)} {n}."
    )


def level(measures):
    """The last measurement that there is, where nothing can be compared."""
    known = [at for at, n in enumerate(measures.counts) if n]
    if not known:
        return "Hasil: data belum cukup untuk disimpulkan (n = 0)."
    at = known[-1]
    return f"Rata-rata hasil {percent(measures.means[at])} (n = {measures.counts[at]})."


def kinds(results):
    """How many people stand in each band, the highest first, and who has not been visited."""
    bands = [person.band.word for person in results.people if person.band]
    found = [band.word for band in reversed(results.bands) if band.word in bands]
    parts = [f"{counted(bands.count(word))} {word}" for word in found]
    waiting = sum(all(value is None for value in person.percents) for person in results.people)
    later = f"; {counted(waiting)} orang belum dikunjungi" if waiting else ""
    if not parts:
        return f"Belum ada hasil dengan kategori{later}."
    return f"Dari {counted(len(bands))} orang, {listed(parts)}{later}."


def spread(measures):
    known = [number(spread) for spread in measures.spreads if spread is not None]
    if not known:
        return "Sebaran hasil belum bisa dihitung: perlu hasil dari dua orang."
    points = ", lalu ".join(known)
    return f"Jarak antara hasil yang paling tinggi dan yang paling rendah: {points} poin."


def caveat(results, observers):
    n = sum(any(value is not None for value in person.percents) for person in results.people)
    if not n:
        return "Belum ada hasil, jadi belum ada yang bisa disimpulkan."
    return (
        f"Dari {counted(n)} orang dan {counted(observers)} pengamat, tanpa kelompok pembanding:"
        " angka ini menggambarkan, bukan membuktikan."
    )


def listed(parts):
    """A dan B; A, B, dan C."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
