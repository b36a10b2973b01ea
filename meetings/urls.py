app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    # Planning: series, meetings, agenda, calendar; quick shares
    # The record of a meeting
    # A meeting afterwards: page, files, papers, tasks
    # Differing opinions and class problems
    # Practices and their adoption
    # Support for pupils
    # Factors and marked sentences
]
