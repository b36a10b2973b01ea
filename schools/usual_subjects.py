"""Which subjects most schools of a form teach: names as data, after Kurikulum Merdeka.

Public schools follow Permendikbudristek 12/2024, madrasahs KMA 450/2024. Religion is one entry,
since which faiths are taught differs from school to school. A form that is not here has no
usual list: in PAUD nobody teaches by subjects, and each SLB has a list of its own.
"""

RELIGION = "Pendidikan Agama dan Budi Pekerti"
MADRASAH = [
    "Al-Qur'an Hadis",
    "Akidah Akhlak",
    "Fikih",
    "Sejarah Kebudayaan Islam",
    "Bahasa Arab",
]
EVERYWHERE = [
    "Pendidikan Pancasila",
    "Bahasa Indonesia",
    "Matematika",
    "Bahasa Inggris",
    "Pendidikan Jasmani, Olahraga, dan Kesehatan",
]
PRIMARY = ["Ilmu Pengetahuan Alam dan Sosial", "Seni dan Budaya", "Muatan Lokal"]
LOWER_SECONDARY = [
    "Ilmu Pengetahuan Alam",
    "Ilmu Pengetahuan Sosial",
    "Informatika",
    "Seni, Budaya, dan Prakarya",
    "Muatan Lokal",
]
UPPER_SECONDARY = [
    "Fisika",
    "Kimia",
    "Biologi",
    "Sejarah",
    "Geografi",
    "Ekonomi",
    "Sosiologi",
    "Informatika",
    "Seni, Budaya, dan Prakarya",
]
VOCATIONAL = [
    "Sejarah",
    "Seni dan Budaya",
    "Informatika",
    "Projek Ilmu Pengetahuan Alam dan Sosial",
    "Dasar-dasar Program Keahlian",
    "Konsentrasi Keahlian",
    "Projek Kreatif dan Kewirausahaan",
    "Praktik Kerja Lapangan",
]

USUAL_SUBJECTS = {
    "SD": [RELIGION, *EVERYWHERE, *PRIMARY],
    "MI": [*MADRASAH, *EVERYWHERE, *PRIMARY],
    "SMP": [RELIGION, *EVERYWHERE, *LOWER_SECONDARY],
    "MTs": [*MADRASAH, *EVERYWHERE, *LOWER_SECONDARY],
    "SMA": [RELIGION, *EVERYWHERE, *UPPER_SECONDARY],
    "MA": [*MADRASAH, *EVERYWHERE, *UPPER_SECONDARY],
    "SMK": [RELIGION, *EVERYWHERE, *VOCATIONAL],
}
