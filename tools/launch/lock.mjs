// Plain JavaScript: the bootstrap runs on older Node releases, before anything is installed.
import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Whether a process runs. A zombie (ended, but not yet collected by its parent) does not.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (codeOf(error) !== 'EPERM') return false
  }
  const stat = process.platform === 'linux' ? readIfThere(`/proc/${pid}/stat`) : undefined
  return stat === undefined || stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
}

/**
 * Who started a process, and with which command line. Nothing when it is gone.
 * @param {number} pid
 * @returns {{ parent: number, command: string } | undefined}
 */
export function describeProcess(pid) {
  if (process.platform === 'linux') {
    const stat = readIfThere(`/proc/${pid}/stat`)
    const command = readIfThere(`/proc/${pid}/cmdline`)
    if (stat === undefined || command === undefined) return undefined
    return { parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command: command.replaceAll('\0', ' ').trim() }
  }
  const [parent = '', ...command] = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/)
  return parent === '' ? undefined : { parent: Number(parent), command: command.join(' ') }
}

/**
 * Takes a lock file that names its holder, or answers who holds it. A lock whose holder is gone is taken over.
 * @param {string} path
 * @returns {{ held: true, release: () => void } | { held: false, by: number }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true })
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        // A hard link appears at once and with its content, which an exclusive create does not.
        linkSync(mine, path)
        return { held: true, release: () => rmSync(path, { force: true }) }
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const holder = Number(readIfThere(path) ?? 0)
      if (isAlive(holder)) return { held: false, by: holder }
      dropStale(path, mine)
    }
    return { held: false, by: 0 }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** @param {string} path @param {string} mine */
function dropStale(path, mine) {
  const aside = `${mine}.stale`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return
  }
  // Between the look and the rename another process may have taken it over: then it goes back.
  if (isAlive(Number(readIfThere(aside) ?? 0))) renameSync(aside, path)
  else rmSync(aside, { force: true })
}

/**
 * Runs `work` while holding the lock, waiting for it when needed. Throws when it cannot be had in time.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {number} [timeoutMs]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, timeoutMs = 120_000) {
  const until = Date.now() + timeoutMs
  for (;;) {
    const lock = tryLock(path)
    if (lock.held) {
      try {
        return await work()
      } finally {
        lock.release()
      }
    }
    if (Date.now() > until) throw new Error(`process ${lock.by} has held ${path} for ${timeoutMs / 1000} s`)
    await sleep(40)
  }
}

/** @param {string} path @returns {string | undefined} */
export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined
    throw error
  }
}

/** @param {unknown} error @returns {string | undefined} */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
