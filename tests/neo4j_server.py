"""A real Neo4j for the tests: the one named, else a container, else assembled from Maven Central and cached.

The jars and the started server's home lie in the user's cache folder, outside the checkout; the server listens on
loopback only and is stopped with the test run.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph_service.settings import Settings

VERSION = "5.26.30"
_PASSWORD = "sillon-tests"
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sillon</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{v}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{v}</version></dependency>
  </dependencies>
</project>
"""
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.cypher.min_replan_interval=1h
server.memory.heap.initial_size=512m
server.memory.heap.max_size=512m
server.memory.pagecache.size=512m
"""
"""Plans are kept: the tests empty and fill the graph so often that a tenth of their time went into thinking anew."""
_SHORT_LIFE = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A server of a few minutes on two shared cores: compiling well and collecting in parallel cost more than they give."""
_CLAIM = "classes.claimed"


@dataclass
class Server:
    """A Neo4j that the tests may wipe."""

    uri: str
    user: str
    password: str
    stop: Callable[[], None]
    process: subprocess.Popen[bytes] | None = None

    def settings(self, folder: Path, **more: Any) -> Settings:
        """Settings of a store on this server; the folder holds what is not in the graph."""
        address: dict[str, Any] = {"neo4j_uri": self.uri, "neo4j_user": self.user, "neo4j_password": self.password}
        return Settings(data=folder, **address, **more)

    def wipe(self) -> None:
        """Remove every node, relationship and trace of a migration; constraints may stay, they say the same again."""
        from neo4j import GraphDatabase

        with GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def cache_folder() -> Path:
    """Where downloads of the tests are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "sillon-tests"


def find() -> Server | str:
    """A started server, or the reason why there is none."""
    if uri := os.environ.get("TEST_NEO4J_URI"):
        user, password = os.environ.get("TEST_NEO4J_USER", "neo4j"), os.environ.get("TEST_NEO4J_PASSWORD", _PASSWORD)
        return Server(uri, user, password, lambda: None)
    if _docker_answers():
        return _container()
    missing = [tool for tool in ("mvn", "java") if shutil.which(tool) is None]
    if missing:
        return f"no TEST_NEO4J_URI, no Docker engine, and {' and '.join(missing)} not found to assemble Neo4j"
    home = Path(tempfile.mkdtemp(prefix="sillon-neo4j-"))
    server = assembled(home)

    def stop_and_sweep() -> None:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)

    return replace(server, stop=stop_and_sweep)


def _docker_answers() -> bool:
    if shutil.which("docker") is None:
        return False
    with suppress(subprocess.TimeoutExpired):
        return subprocess.run(["docker", "info"], capture_output=True, timeout=10, check=False).returncode == 0
    return False


def _container() -> Server:
    from testcontainers.neo4j import Neo4jContainer

    container = Neo4jContainer(f"neo4j:{VERSION}-community", password=_PASSWORD)
    container.start()
    return Server(container.get_connection_url(), "neo4j", _PASSWORD, container.stop)


def jars() -> Path:
    """The folder of Neo4j's jars, downloaded once."""
    folder = cache_folder() / f"neo4j-{VERSION}"
    lib = folder / "lib"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "pom.xml").write_text(_POM.format(v=VERSION), encoding="utf-8")
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={lib}"]
        subprocess.run([*command, "-DincludeScope=runtime"], cwd=folder, check=True, timeout=900)
        (folder / "complete").touch()
    return lib


def _shared_classes(folder: Path) -> list[str]:
    """Read the loaded classes of an earlier server, a third of its start; the first server to end writes them down."""
    archive = folder / "classes.jsa"
    if archive.exists():
        return [f"-XX:SharedArchiveFile={archive}"]
    with suppress(FileExistsError):
        (folder / _CLAIM).touch(exist_ok=False)
        return [f"-XX:ArchiveClassesAtExit={archive}"]
    return []


def assembled(home: Path, port: int | None = None) -> Server:
    """Start the assembled server with this home; a home that was used before keeps its data and password."""
    lib = jars()
    conf = home / "conf"
    fresh = not conf.exists()
    conf.mkdir(parents=True, exist_ok=True)
    port = port or _free_port()
    (conf / "neo4j.conf").write_text(_CONF.format(port=port), encoding="utf-8")
    process = subprocess.Popen(
        ["java", "-Xmx1g", *_SHORT_LIFE, *_shared_classes(lib.parent), "-cp", f"{lib}/*",
         "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={conf}"],
        stdout=(home / "console.log").open("ab"),
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    uri = f"bolt://127.0.0.1:{port}"
    try:
        _await(uri, process, fresh=fresh)
    except BaseException:
        process.kill()
        raise

    def stop() -> None:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        (lib.parent / _CLAIM).unlink(missing_ok=True)

    return Server(uri, "neo4j", _PASSWORD, stop, process)


def _await(uri: str, process: subprocess.Popen[bytes], *, fresh: bool) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    until = time.monotonic() + 120
    with GraphDatabase.driver(
        uri, auth=("neo4j", "neo4j" if fresh else _PASSWORD), connection_timeout=1.0, max_transaction_retry_time=0
    ) as driver:
        while True:
            if process.poll() is not None:
                raise RuntimeError("Neo4j ended at its start; see console.log in its home")
            try:
                if fresh:
                    driver.execute_query(
                        "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=_PASSWORD, database_="system"
                    )
                else:
                    driver.verify_connectivity()
            except (DriverError, Neo4jError, OSError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.25)
            else:
                return


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
