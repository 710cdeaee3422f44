# The service, to run beside Neo4j (compose.yaml).

FROM python:3.12-slim AS build
WORKDIR /src
# Every package is checked against its hash; the last image takes from these wheels only what the service needs.
COPY requirements.lock .
RUN pip wheel --no-cache-dir --require-hashes --wheel-dir /wheels -r requirements.lock
COPY . .
RUN python -m venv /build \
 && /build/bin/pip install --no-cache-dir --no-index --find-links /wheels hatchling \
 && /build/bin/python -m hatchling build --target wheel --directory /wheels \
 && python -m venv /opt/sillon \
 && /opt/sillon/bin/pip install --no-cache-dir --no-index --find-links /wheels sillon

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /var/lib/sillon sillon \
 && install --directory --owner sillon --group sillon /var/lib/sillon/data
COPY --from=build /opt/sillon /opt/sillon
USER sillon
WORKDIR /var/lib/sillon
ENV PATH=/opt/sillon/bin:$PATH SILLON_HOST=0.0.0.0 SILLON_PORT=8000 SILLON_DATA=/var/lib/sillon/data
VOLUME /var/lib/sillon/data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["sillon", "serve"]
