#!/usr/bin/env python3
"""Patroni beside drlab: two nodes and one etcd on this machine, killed and switched over again and again.

Needs root and Debian's packages patroni, etcd-server, postgresql-15 and python3-psycopg2.
Usage: compare-patroni.py [RUNS]   (default: 10 kills and 10 switchovers)

Patroni's settings are the fastest that it takes: ttl 5, loop_wait 1, retry_timeout 2 (seconds). One client writes a row
every 10 ms to whichever node takes writes. A kill ends Patroni and every process of its PostgreSQL at once, at another
moment of Patroni's loop each time. Figures are seconds between accepted commits, by the client's clock.
"""
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

import psycopg2

BASE = "/tmp/compare-patroni"
BINARIES = "/usr/lib/postgresql/15/bin"
CONFIGURATION = """
scope: compared
name: n{n}
restapi: {{listen: '127.0.0.1:810{n}', connect_address: '127.0.0.1:810{n}'}}
etcd3: {{host: '127.0.0.1:2379'}}
bootstrap:
  dcs:
    ttl: 5
    loop_wait: 1
    retry_timeout: 2
    postgresql:
      use_pg_rewind: true
      parameters: {{max_connections: 100, shared_buffers: 64MB, wal_log_hints: 'on'}}
  initdb: [{{encoding: UTF8}}, data-checksums]
  pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']
postgresql:
  listen: 127.0.0.1:550{n}
  connect_address: 127.0.0.1:550{n}
  data_dir: {base}/n{n}/data
  bin_dir: {binaries}
  pgpass: {base}/n{n}/pgpass
  authentication: {{replication: {{username: postgres}}, superuser: {{username: postgres}}}}
  parameters: {{unix_socket_directories: '{base}/n{n}'}}
"""


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def patronictl(*arguments):
    return run("patronictl", "-c", f"{BASE}/n1.yml", *arguments)


def start(n):
    as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    log = open(f"{BASE}/n{n}.log", "a")
    return subprocess.Popen(
        [*as_postgres, "patroni", f"{BASE}/n{n}.yml"], stdout=log, stderr=log, env={**os.environ, "HOME": BASE})


def leader():
    for n in (1, 2):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:810{n}/primary", timeout=1):
                return n
        except OSError:
            pass
    return None


def replicated():
    try:
        members = json.loads(patronictl("list", "-f", "json"))
    except subprocess.CalledProcessError:
        return False
    replicas = [m for m in members if m["Role"] == "Replica" and m["State"] in ("running", "streaming")]
    return len(members) == 2 and any(m["Role"] == "Leader" for m in members) and any(
        m.get("Lag in MB") in (0, "0") for m in replicas)


def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    raise SystemExit(f"not within {seconds} s: {what}")


class Client(threading.Thread):
    """Writes a row every 10 ms; a connection that fails, or a commit that takes a second, is given up."""

    def __init__(self):
        super().__init__(daemon=True)
        self.accepted = []

    def run(self):
        connection = None
        while True:
            began = time.monotonic()
            try:
                if connection is None:
                    connection = psycopg2.connect(
                        host="127.0.0.1,127.0.0.1", port="5501,5502", user="postgres", dbname="postgres",
                        target_session_attrs="read-write", connect_timeout=2, options="-c statement_timeout=1000")
                    connection.autocommit = True
                connection.cursor().execute("INSERT INTO written DEFAULT VALUES")
                self.accepted.append(time.monotonic())
            except psycopg2.Error:
                if connection is not None:
                    connection.close()
                connection = None
            time.sleep(max(0, 0.01 - (time.monotonic() - began)))

    def first_after(self, moment):
        return next((a for a in self.accepted if a > moment), None)

    def longest_gap(self, begin, end):
        within = [a for a in self.accepted if begin <= a <= end]
        return max(b - a for a, b in zip(within, within[1:]))


def kill(node, n):
    """Kills the whole node at once and says when."""
    os.kill(node.pid, signal.SIGSTOP)
    with open(f"{BASE}/n{n}/data/postmaster.pid") as pid_file:
        postmaster = int(pid_file.readline())
    children = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, text=True).stdout.split()
    moment = time.monotonic()
    for pid in [postmaster, node.pid, *map(int, children)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    node.wait()
    return moment


def kills(nodes, client, runs):
    for i in range(runs):
        n = leader()
        time.sleep(0.37 * (i % 3))
        moment = kill(nodes[n], n)
        until(lambda: client.first_after(moment + 0.001), 60, "a write after the kill")
        yield client.first_after(moment + 0.001) - moment
        time.sleep(2)
        nodes[n] = start(n)
        until(replicated, 60, "the killed node replicates again")
        time.sleep(3)


def switchovers(client, runs):
    for _ in range(runs):
        n = leader()
        began = time.monotonic()
        patronictl("switchover", "--force", "compared", "--master", f"n{n}", "--candidate", f"n{3 - n}")
        until(lambda: leader() == 3 - n, 30, "the switchover")
        time.sleep(3)
        yield client.longest_gap(began - 1, time.monotonic())
        until(replicated, 60, "the old leader replicates again")
        time.sleep(2)


def told(name, values):
    figures = []
    for value in values:
        figures.append(value)
        print(f"{name}: {value:.2f} s", flush=True)
    print(f"{name}: least {min(figures):.2f}, median {statistics.median(figures):.2f}, most {max(figures):.2f} s,"
          f" {len(figures)} runs", flush=True)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    shutil.rmtree(BASE, ignore_errors=True)
    os.makedirs(BASE)
    etcd = subprocess.Popen(
        ["etcd", "--data-dir", f"{BASE}/etcd", "--listen-client-urls", "http://127.0.0.1:2379",
         "--advertise-client-urls", "http://127.0.0.1:2379", "--log-level", "error"],
        stdout=open(f"{BASE}/etcd.log", "w"), stderr=subprocess.STDOUT)
    for n in (1, 2):
        os.makedirs(f"{BASE}/n{n}", mode=0o700)
        with open(f"{BASE}/n{n}.yml", "w") as file:
            file.write(CONFIGURATION.format(n=n, base=BASE, binaries=BINARIES))
    run("chown", "-R", "postgres:postgres", BASE)
    nodes = {}
    try:
        nodes[1] = start(1)
        until(lambda: leader() == 1, 60, "the first leader")
        nodes[2] = start(2)
        until(replicated, 60, "the replica")
        first = psycopg2.connect(host="127.0.0.1", port=5501, user="postgres", dbname="postgres")
        first.autocommit = True
        first.cursor().execute("CREATE TABLE written (id bigserial PRIMARY KEY)")
        client = Client()
        client.start()
        time.sleep(3)
        told("kill of the leader to the first accepted write", kills(nodes, client, runs))
        told("longest gap of a switchover", switchovers(client, runs))
    finally:
        for node in nodes.values():
            node.terminate()
            node.wait()
        etcd.terminate()
        etcd.wait()


if __name__ == "__main__":
    main()
