"""What a measurement was made on, and with which versions."""

import datetime
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path


def setting(csvimport, modules, scratch):
    """As one line of text each: the machine, and the versions."""
    return {"machine": machine(scratch), "versions": versions(csvimport, modules),
            "day": datetime.date.today().isoformat()}


def machine(scratch):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = len(os.sched_getaffinity(0))
    return (f"{cores} core{'s' * (cores > 1)} of {processor()}, "
            f"{memory / 2**30:.0f} GiB of memory, {system()}, "
            f"Linux {version(platform.release())}, {file_system(scratch)}")


def processor():
    """Its name and family, as a virtual machine tells no more than them."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    said = dict(re.split(r"\s*:\s*", line, maxsplit=1) for line in lines if ":" in line)
    name = said.get("model name", platform.machine())
    if "cpu family" in said:
        name += f", family {said['cpu family']}"
    return name + (" (virtual)" if "hypervisor" in said.get("flags", "").split() else "")


def system():
    return platform.freedesktop_os_release()["PRETTY_NAME"]


def file_system(folder):
    return first_line("stat", "-f", "-c", "%T", folder).replace("ext2/ext3", "ext4")


def versions(csvimport, modules):
    found = [first_line(csvimport, "--version") + commit(),
             "sqlite3 " + version(first_line("sqlite3", "--version"))]
    package = modules / "node_modules/@duckdb/node-api/package.json"
    if package.exists():
        text = re.search(r'"version": *"(.*?)"', package.read_text()).group(1)
        found.append(f"@duckdb/node-api {text}")
    for program in ("sqlite-utils", "csvsql"):
        if shutil.which(program):
            found.append(f"{program} {version(first_line(program, '--version'))}")
    return ", ".join(found)


def version(text):
    return re.search(r"[0-9][0-9.]*", text).group()


def commit():
    """Of the repository, where there is one."""
    top = Path(__file__).resolve().parents[3]
    said = subprocess.run(["git", "-C", top, "describe", "--always", "--dirty"],
                          capture_output=True, text=True, check=False)
    return f" ({said.stdout.strip()})" if said.returncode == 0 else ""


def first_line(*command):
    said = subprocess.run([str(word) for word in command], capture_output=True,
                          text=True, check=True)
    return said.stdout.splitlines()[0]
