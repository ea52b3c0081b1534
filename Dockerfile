# Non-root, read-only root file system (compose.yaml); two stages, so that no compiler or cache is in the image.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt constraints.txt /build/
RUN python -m venv /venv && /venv/bin/pip install -r /build/requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=true VAR_DIR=/var/lib/glutes BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --home-dir /var/lib/glutes glutes \
    && install -d -o glutes -g glutes -m 0750 /var/lib/glutes
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# Hashed and compressed once, in the image. The values only satisfy the settings of this one step.
RUN SECRET_KEY=collectstatic-only ALLOWED_HOSTS=none DATABASE_URL=postgres://none@none/none VAR_DIR=/app/built \
    python manage.py collectstatic --noinput -v 0
ENV STATIC_ROOT=/app/built/static
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["gunicorn", "-c", "python:glutes.gunicorn", "glutes.wsgi"]
