"""Making what belongs to one school, for people who may have several."""

from django.http import Http404


class ForOneSchool:
    """Of several schools one is chosen first: all else on the form depends on it."""

    school = None

    def schools_to_choose(self):
        """The schools for which the reader may make one."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.schools = list(self.schools_to_choose())
            wanted = request.GET.get("sekolah") or ""
            named = [row for row in self.schools if str(row.pk) == wanted]
            only = self.schools if len(self.schools) == 1 else []
            self.school = next(iter(named or only), None)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.school is None:
            self.object = None
            return self.render_to_response({"schools": self.schools, "view": self})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.school is None:
            raise Http404
        return super().post(request, *args, **kwargs)
