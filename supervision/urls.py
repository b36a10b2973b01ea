app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
    # Cycles
    # Visits: planning and the way through their states
    # Visit sheets
    # Talks, follow-ups, private notes
    # Results and documents
]
