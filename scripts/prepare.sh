# Sourced by run, test and check: finds Python, makes .venv and brings its packages up to date.
# shellcheck shell=bash

set -eu

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
python=$venv/bin/python
stamp=$venv/wegweiser-stamp
cd "$root"

step() { printf '==> %s\n' "$*"; }

# What is missing, and how to get it; then the end.
stop() {
    printf '\nwegweiser: cannot go on: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '           %s\n' "$line" >&2; done
    exit 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

lacks() { ! "$1" -c "import $2" >/dev/null 2>&1; }

# Prints the first Python that is new enough and whole, or says what the others lack.
find_python() {
    incomplete=
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
        is_new_enough "$candidate" || continue
        missing=
        for module in venv ensurepip sqlite3 ssl; do
            if lacks "$candidate" "$module"; then missing="$missing $module"; fi
        done
        if [ -z "$missing" ]; then
            command -v "$candidate"
            return
        fi
        incomplete="${incomplete:+$incomplete, }$candidate lacks$missing"
    done
    if [ -n "$incomplete" ]; then
        stop "Python is there, but not whole: $incomplete." \
            "On Debian and Ubuntu: apt-get install python3-venv (venv and ensurepip)." \
            "Or name another Python: PYTHON=/path/to/python3 $0"
    fi
    stop "no Python 3.11 or newer was found (looked for ${PYTHON:-python3.11 to python3.14 and python3})." \
        "On Debian and Ubuntu: apt-get install python3 python3-venv." \
        "Or name one: PYTHON=/path/to/python3 $0"
}

make_venv() {
    if is_new_enough "$python" && "$python" -m pip --version >/dev/null 2>&1; then return; fi
    base=$(find_python)
    step "making .venv with $base"
    "$base" -m venv --clear "$venv" || stop "$base could not make $venv (see above)." \
        "Is the disk full, or the folder not yours? On Debian: apt-get install python3-venv."
}

# What the packages in .venv were installed from: a line that changes when any of it changes.
fingerprint() {
    { pwd; "$python" --version; cat pyproject.toml constraints.txt; } | cksum | tr ' ' '-'
}

install_packages() {
    wanted=$1
    now=$(fingerprint)
    installed=$(cat "$stamp" 2>/dev/null || true)
    case $installed in
        "$now run") [ "$wanted" = dev ] || return 0 ;;
        "$now dev") return 0 ;;
        *" dev") wanted=dev ;;
    esac
    what=.
    [ "$wanted" = run ] || what=".[$wanted]"
    step "installing what pyproject.toml and constraints.txt name (minutes the first time)"
    rm -f "$stamp"
    "$python" -m pip install --quiet --quiet --no-input --disable-pip-version-check \
        -c constraints.txt -e "$what" || explain_pip
    printf '%s %s\n' "$now" "$wanted" >"$stamp"
}

explain_pip() {
    stop "pip could not install the packages; its reason stands above." \
        "'connection', 'timed out' or 'no matching distribution': pip reaches no package index." \
        "  Check the network; behind a proxy set HTTPS_PROXY, with a mirror set PIP_INDEX_URL." \
        "'failed building wheel': this Python or processor has no ready-made package;" \
        "  try Python 3.11 to 3.14: PYTHON=python3.12 $0 (after rm -r .venv)." \
        "'no space left': the packages need about 400 MB under $venv."
}

# prepare run|dev: afterwards "$python" has everything that running, or developing, needs.
prepare() {
    make_venv
    install_packages "$1"
}
