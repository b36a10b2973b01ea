# One image for web, worker, beat and the step before a start; docker-compose.yml says which.

FROM node:24-bookworm-slim AS parts
WORKDIR /sejawat
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM python:3.11-slim-bookworm AS packages
COPY config/requirements/app.txt /
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement /app.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data sejawat \
    && install --directory --owner sejawat --mode 700 /data
COPY --from=packages /venv /venv
WORKDIR /sejawat
# Of the front-end parts only what config/icons.py reads; the rest is ten times as large.
COPY --from=parts /sejawat/node_modules/bootstrap/dist/css node_modules/bootstrap/dist/css
COPY --from=parts /sejawat/node_modules/lucide-static/icons node_modules/lucide-static/icons
COPY --from=parts /sejawat/node_modules/@fontsource-variable node_modules/@fontsource-variable
COPY --from=parts /sejawat/node_modules/plotly.js-basic-dist-min node_modules/plotly.js-basic-dist-min
COPY . .
ENV PATH=/venv/bin:$PATH DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=1
USER sejawat
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/healthz', timeout=4)"]
CMD ["python", "-m", "gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", "--worker-class", "gthread", "--threads", "8"]
