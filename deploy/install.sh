#!/bin/sh
# Install this version of Keepwarm into a virtual environment of its own, or over the version that is there:
#   sudo deploy/install.sh /opt/keepwarm
# Nothing is fetched whose hash is not written down in the locks beside this file.
set -eu

target=${1:?"Name the folder to install into: deploy/install.sh /opt/keepwarm"}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Some libraries come as source only: they are built by the tools of build.lock, and those stay behind.
python3 -m venv "$work/tools"
pip="$work/tools/bin/pip --quiet --disable-pip-version-check"
$pip install --require-hashes -r deploy/build.lock
$pip wheel --require-hashes --no-build-isolation --use-pep517 --wheel-dir "$work/wheels" -r deploy/requirements.lock
$pip wheel --no-deps --no-index --no-build-isolation --wheel-dir "$work/wheels" .

python3 -m venv --clear --without-pip "$target"
$pip --python "$target" install --no-deps --no-index "$work"/wheels/*.whl
"$target/bin/keepwarm" --help >/dev/null
echo "Keepwarm is installed: $target/bin/keepwarm"
