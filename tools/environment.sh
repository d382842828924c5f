# shellcheck shell=bash disable=SC2034
# Sets the project up on this machine: system libraries, a virtual environment, the locked packages.
# Sourced by ./run and ./test. Does only what is missing, so that a second start costs a moment.

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="${POS_TERMINAL_VENV:-$project/.venv}"

# What Qt's window, media and barcode parts load from the system (docs/decisions.md, 1).
window_libraries=(
    libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libgssapi-krb5-2 libbrotli1
    libpulse0 libxext6 libxrandr2 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0
    libxcb-shape0 libzbar0 fonts-inter
)
# What only the checks need: a screen without a monitor, its keyboard, a reader of PDF files, a
# browser for the portal, and the other database, of which the tests start a server of their own.
check_tools=(xvfb xdotool x11-xkb-utils poppler-utils chromium postgresql)

say() { printf '%s\n' "$*" >&2; }

fail() {
    if [[ -t 2 ]]; then printf '\033[31m%s\033[0m\n' "$*" >&2; else say "$*"; fi
    exit 1
}

# Prints those of the given packages that are not installed. Newer systems name some with t64.
missing_packages() {
    local installed name
    # dpkg-query fails where it knows but one of them not; what it prints is right all the same.
    installed="$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" "${@/%/t64}" 2>/dev/null |
        sed -n 's/^installed //p' || true)"
    for name in "$@"; do
        grep -qxE "$name(t64)?" <<<"$installed" || printf '%s\n' "$name"
    done
}

# Prints the name by which this system knows each package; leaves out what it does not know at all.
known_packages() {
    local name
    for name in "$@"; do
        if apt-cache show "${name}t64" >/dev/null 2>&1; then
            printf '%s\n' "${name}t64"
        elif apt-cache show "$name" >/dev/null 2>&1; then
            printf '%s\n' "$name"
        else
            say "This system has no package $name; going on without it."
        fi
    done
}

install_packages() {
    local missing as_root=() names
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null || fail "Please run once: sudo apt-get install ${missing[*]}"
        as_root=(sudo -n)
    fi
    say "Installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2 || say "The list of packages could not be refreshed; trying the old one."
    mapfile -t names < <(known_packages "${missing[@]}")
    ((${#names[@]})) || return 0
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${names[@]}" >/dev/null </dev/null ||
        fail "The system packages could not be installed: ${names[*]}"
}

# Prints the first Python that is new enough. The system's own comes first: it is kept up to date with
# the system, and others on the path are often built without optimisation (docs/decisions.md, 198).
find_python() {
    local candidate
    for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

set_up_system() {
    [[ "$(uname -s)" == Linux ]] || return 0 # elsewhere Qt's wheels bring all they need
    if ! command -v dpkg-query apt-get >/dev/null; then
        say "Not a Debian or Ubuntu system: see docs/administrators.md for the libraries that Qt needs."
        return 0
    fi
    local wanted=("$@") python
    python="$(find_python)" || fail "Python 3.11 or newer is needed; please install it."
    if ! has_pip && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        wanted+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
    fi
    if [[ " ${wanted[*]} " == *" postgresql "* && -n "$(missing_packages postgresql)" ]]; then
        install_packages "${wanted[@]}"
        stop_new_database_server
    else
        install_packages "${wanted[@]}"
    fi
}

# The package comes with a database server and starts it. Nobody asked for that one.
stop_new_database_server() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    "${as_root[@]}" service postgresql stop >/dev/null 2>&1 || true
}

# Whether the virtual environment is there and its Python still runs.
has_pip() {
    "$venv/bin/python" -c 'import pip' 2>/dev/null
}

make_venv() {
    local python
    python="$(find_python)" || fail "Python 3.11 or newer is needed; please install it."
    "$python" -m venv --clear "$venv" || fail "The virtual environment could not be made in $venv."
}

# Installs the locked packages, each checked against its hash, and then the project itself, built by
# the locked build backend: nothing unhashed is fetched.
set_up_venv() {
    has_pip || make_venv
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --no-input --quiet)
    local locked project_form
    locked="$(cksum <"$project/requirements.lock")"
    if [[ "$(cat "$venv/.locked" 2>/dev/null)" != "$locked" ]]; then
        say "Installing the locked Python packages (the first time this takes a few minutes)..."
        "${pip[@]}" install --require-hashes -r "$project/requirements.lock" >&2 ||
            fail "The Python packages could not be installed."
        printf '%s\n' "$locked" >"$venv/.locked"
        rm -f "$venv/.project"
    fi
    project_form="$project $(cksum <"$project/pyproject.toml")"
    if [[ "$(cat "$venv/.project" 2>/dev/null)" != "$project_form" ]]; then
        "${pip[@]}" install --no-deps --no-build-isolation --editable "$project" >&2 ||
            fail "The project itself could not be installed."
        printf '%s\n' "$project_form" >"$venv/.project"
    fi
}

# One at a time: two starts at once would install over each other.
set_up() {
    mkdir -p "$(dirname "$venv")"
    (
        if command -v flock >/dev/null; then flock 9; fi
        set_up_system "$@"
        set_up_venv
    ) 9>"$venv.lock" || exit 1
    export PATH="$venv/bin:$PATH"
    export VIRTUAL_ENV="$venv"
}
