"""No container engine runs here, so these tests hold the container files to the code by reading."""

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve
from django.utils.module_loading import import_string

from config import env, icons
from config.celery import app as celery_app
from config.processes import ONE_HEAP

ROOT = Path(__file__).resolve().parent.parent
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE_TEXT)["services"]
OURS = {"migrate", "web", "worker", "beat"}
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(:[-?][^}]*)?\}")
# The image sets it, a file is given in its place, or it has no business on a server.
NOT_FOR_COMPOSE = {"DATA_DIR", "SECRET_KEY_FILE", "DEBUG", "DEMO"}


def dockerfile():
    """Return the stages of the Dockerfile, each a list of (instruction, what follows)."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    stages = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            instruction, _, rest = line.partition(" ")
            if instruction == "FROM":
                stages.append([])
            stages[-1].append((instruction, rest))
    return stages


def last(instruction):
    return [rest for word, rest in dockerfile()[-1] if word == instruction]


def names_read_by_settings():
    """Return the environment variables that config/settings.py reads through config/env.py."""
    readers = {
        node.name: node
        for node in ast.parse((ROOT / "config" / "env.py").read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    names = set()
    for call in ast.walk(ast.parse((ROOT / "config" / "settings.py").read_text())):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("env"), attr=reader),
                args=[ast.Constant(str(name)), *_],
            ):
                if readers[reader].args.args[0].arg == "prefix":
                    names |= {f"{name}_{ending}" for ending in endings(readers[reader])}
                else:
                    names.add(name)
                    names |= {f"{name}_FILE"} if reader == "secret" else set()
    return names


def endings(reader):
    """Return what a reader puts behind its prefix: the words in capitals."""
    words = [n.value for n in ast.walk(reader) if isinstance(n, ast.Constant)]
    return {word.strip("_") for word in words if re.fullmatch(r"_?[A-Z][A-Z_]+", str(word))}


def names_read_by_supervisor():
    calls = ast.walk(ast.parse((ROOT / "config" / "supervisor.py").read_text()))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "given"
    }


def asked_of_the_operator():
    """Return the variables that docker-compose.yml takes from outside."""
    return {name for name, _ in VARIABLE.findall(COMPOSE_TEXT)}


def filled_in(value):
    """Put a word for each variable, or its default where it has one."""
    return VARIABLE.sub(lambda m: m[2][2:] if (m[2] or "")[:2] == ":-" else "given", str(value))


def arguments(service):
    return shlex.split(filled_in(SERVICES[service]["command"]))


def is_one_of_ours(command):
    """Whether the command starts a module of ours, or `manage.py` with a command there is."""
    match command:
        case ["python", "manage.py", name]:
            return name in get_commands()
        case ["python", "-m", "celery", "-A", "config", "worker" | "beat", *_]:
            return celery_app.main == "sejawat"
        case ["python", "-m", "gunicorn", module, *_]:
            return callable(import_string(f"{module}.application"))
    return False


def test_the_services_are_those_of_the_house():
    assert set(SERVICES) == {"postgres", "redis", *OURS}


@pytest.mark.parametrize("service", sorted(OURS))
def test_each_service_starts_what_there_is(service):
    assert is_one_of_ours(arguments(service))


def test_the_image_starts_what_there_is():
    (command,) = map(json.loads, last("CMD"))
    assert is_one_of_ours(command)


@pytest.mark.parametrize("service", sorted(OURS))
def test_a_service_is_given_the_variables_that_settings_read_and_no_others(service):
    given = set(SERVICES[service]["environment"])
    assert given == names_read_by_settings() - NOT_FOR_COMPOSE


def test_settings_can_read_what_a_service_is_given(monkeypatch, tmp_path):
    for name, value in SERVICES["web"]["environment"].items():
        monkeypatch.setenv(name, filled_in(value))
    database = env.database("DATABASE_URL", tmp_path)
    postgres = {name: filled_in(v) for name, v in SERVICES["postgres"]["environment"].items()}
    assert database["ENGINE"] == env.POSTGRESQL
    assert database["HOST"] == "postgres"
    assert database["NAME"] == postgres["POSTGRES_DB"]
    assert database["USER"] == postgres["POSTGRES_USER"]
    assert database["PASSWORD"] == postgres["POSTGRES_PASSWORD"]
    assert env.redis("REDIS_URL", "").endswith("@redis:6379/0")
    assert env.flag("HTTPS") is True
    assert env.number("PROXIES", 0) == 1
    assert env.zone("TIME_ZONE", "Asia/Jakarta") == "Asia/Jakarta"
    assert env.oidc("OIDC") == []
    assert env.email("EMAIL_URL")


def test_the_example_lists_every_variable_that_anything_reads():
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    read = names_read_by_settings() | names_read_by_supervisor() | asked_of_the_operator()
    assert sorted(listed) == sorted(read)


def test_the_example_says_one_line_about_each_and_sets_none():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for before, line in pairwise(lines):
        if line and not line.startswith("#"):
            assert re.fullmatch(r"\w+=", line)
            assert before.startswith("# "), line


def test_no_secret_stands_in_the_file():
    for name, value in every_variable():
        if re.search(r"SECRET|PASSWORD|DSN|EMAIL_URL", name):
            assert re.fullmatch(r"\$\{\w+:(-|\?.*)\}", value), name
        if re.search(r"://.*:.*@", value):
            assert re.search(r":\$\{\w+_PASSWORD:\?", value), name


def test_a_secret_that_must_be_given_has_no_default():
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "ALLOWED_HOSTS"):
        assert re.search(rf"\$\{{{name}:\?", COMPOSE_TEXT)
        assert not re.search(rf"\$\{{{name}(:-[^}}]*)?\}}", COMPOSE_TEXT)


def every_variable():
    for service in SERVICES.values():
        yield from ((name, str(value)) for name, value in service.get("environment", {}).items())


def test_nothing_but_web_can_be_reached_and_that_from_this_machine_alone():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    (port,) = SERVICES["web"]["ports"]
    assert port.startswith("127.0.0.1:")


def test_all_speak_of_the_same_port():
    (published,) = SERVICES["web"]["ports"]
    port = published.rsplit(":", 1)[1]
    assert last("EXPOSE") == [port]
    assert arguments("web")[arguments("web").index("--bind") + 1] == f"0.0.0.0:{port}"
    for check in (*last("HEALTHCHECK"), str(SERVICES["web"]["healthcheck"]["test"])):
        assert f"localhost:{port}/" in check


@pytest.mark.parametrize("check", ["image", "web"])
def test_a_health_check_asks_an_address_that_exists(check):
    text = last("HEALTHCHECK")[0] if check == "image" else str(SERVICES["web"]["healthcheck"])
    (path,) = re.findall(r"localhost:\d+(/\w+)", text)
    assert resolve(path).url_name == {"image": "healthz", "web": "readyz"}[check]


def test_a_health_check_is_answered_whatever_name_people_type(tmp_path):
    """It asks from inside, by the name localhost, which nobody has to put into ALLOWED_HOSTS."""
    code = """if True:
        from django.test import Client
        print(Client().get("/healthz", headers={"host": "localhost:8000"}).status_code)
    """
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "sejawat.contoh.id"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1:] == ["200"], done.stderr


def test_every_service_that_can_hang_has_a_health_check():
    for name in ("postgres", "redis", "web", "worker"):
        assert SERVICES[name]["healthcheck"]["test"], name


def test_the_workers_health_check_asks_the_name_it_has():
    assert "worker@%h" in arguments("worker")
    assert "worker@$$HOSTNAME" in SERVICES["worker"]["healthcheck"]["test"][1]


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_nothing_starts_before_the_database_is_up_to_date(service):
    assert {name: wait["condition"] for name, wait in SERVICES[service]["depends_on"].items()} == {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }
    assert arguments("migrate") == ["python", "manage.py", "prepare"]
    assert SERVICES["migrate"]["restart"] == "no"


def test_a_worker_that_is_stopped_hands_back_its_work():
    assert SERVICES["worker"]["stop_signal"] == "SIGQUIT"
    grace = int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))
    assert grace > celery_app.conf.worker_soft_shutdown_timeout


def test_the_broker_keeps_its_queue_on_disk_and_its_password_to_itself():
    shell, option, script = SERVICES["redis"]["command"]
    assert (shell, option) == ("sh", "-c")
    assert "appendonly yes" in script
    assert "$" not in script.splitlines()[0]
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]


def test_the_database_is_one_that_is_supported():
    image, _, tag = SERVICES["postgres"]["image"].partition(":")
    assert image == "postgres"
    assert int(re.match(r"\d+", tag)[0]) >= 16


def test_the_image_runs_the_python_that_the_project_asks_for():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    bases = [rest for stage in dockerfile() for word, rest in stage if word == "FROM"]
    versions = {m[1] for base in bases if (m := re.match(r"python:([\d.]+)-slim", base))}
    assert versions == {wanted.removeprefix(">=")}


def test_the_image_installs_the_locked_packages_of_the_app_alone():
    built = " ".join(rest for stage in dockerfile() for word, rest in stage if word == "RUN")
    assert "--require-hashes --requirement /app.txt" in built
    assert ("COPY", "config/requirements/app.txt /") in dockerfile()[1]
    assert "npm ci --omit=dev --omit=optional" in built


def test_the_image_runs_as_nobody_in_particular_and_without_build_tools():
    assert last("USER") == ["sejawat"]
    assert any("useradd --system" in command for command in last("RUN"))
    assert not re.search(r"apt|pip|npm|gcc", " ".join(last("RUN")))
    for name in OURS:
        assert "user" not in SERVICES[name]
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_processes_of_the_image_have_one_heap_as_those_of_the_supervisor_have():
    for name, value in ONE_HEAP.items():
        assert f"{name}={value}" in last("ENV")[0].split()


def test_the_data_of_every_service_outlives_its_container():
    (place,) = last("VOLUME")
    assert f"DATA_DIR={place}" in last("ENV")[0]
    for name in OURS:
        assert SERVICES[name]["volumes"] == [f"data:{place}"]
    volumes = yaml.safe_load(COMPOSE_TEXT)["volumes"]
    used = {v.partition(":")[0] for s in SERVICES.values() for v in s.get("volumes", [])}
    assert used == set(volumes)


def test_the_image_holds_the_front_end_parts_that_the_pages_are_made_of(monkeypatch, tmp_path):
    for copied in last("COPY"):
        if copied.startswith("--from=parts"):
            target = copied.split()[-1]
            (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / target).symlink_to(ROOT / target)
    monkeypatch.setattr(icons, "NODE_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(icons, "PARTS", tmp_path / "parts")
    icons.main()
    assert (tmp_path / "parts" / "sprite.svg").exists()


def test_the_image_holds_the_sources_and_nothing_private(settings):
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    apps = {app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()}
    assert apps | {"manage.py", "config", "templates", "static"} <= let_in
    assert not let_in & {".env", ".git", ".venv", "var", "tests", "node_modules"}
    assert all((ROOT / name).exists() for name in let_in)


def test_the_page_for_operators_names_commands_and_services_that_there_are():
    page = (ROOT / "docs" / "operating.md").read_text()
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"manage\.py (\w+)", page)) <= set(get_commands())
    assert set(re.findall(r"make (\w+)[`\n]", page)) <= set(targets)
    assert set(re.findall(r"(?:exec|run)(?: -\S+)* (\w+) ", page)) == {"web"}
