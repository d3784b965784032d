# Footnote in one image: installed by hash from the lock in a first stage, and without compilers, package managers' caches or
# root in the second. It writes to /data and /tmp alone.
FROM python:3.11-slim-bookworm AS build
COPY requirements.runtime.lock /build/
RUN python -m venv /opt/footnote \
 && /opt/footnote/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements.runtime.lock \
 && /opt/footnote/bin/pip uninstall --yes pip setuptools
COPY corpus /opt/footnote/app/corpus
COPY retrieval /opt/footnote/app/retrieval
COPY bot /opt/footnote/app/bot
RUN /opt/footnote/bin/python -m compileall -q /opt/footnote/app

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data footnote && install -d -o footnote -g footnote /data
COPY --from=build /opt/footnote /opt/footnote
ENV PYTHONPATH=/opt/footnote/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp \
    FOOTNOTE_DATA=/data FOOTNOTE_HEALTH_HOST=0.0.0.0 FOOTNOTE_LOG_FORMAT=json
USER footnote
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["/opt/footnote/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/ready', timeout=4)"]
ENTRYPOINT ["/opt/footnote/bin/python", "-m", "bot"]
CMD ["serve"]
