import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readIfThere, withLock } from './lock.mjs'
import { inRoot, inState, logFile } from './paths.ts'
import { npm, plainEnvironment, runLogged } from './process.mjs'

export interface Build {
  name: 'h5' | 'weapp' | 'alipay' | 'tt' | 'admin'
  title: string
  workspace: 'storefront' | 'admin'
  script: string
  output: string
}

const storefront = (name: 'h5' | 'weapp' | 'alipay' | 'tt', title: string): Build => {
  return { name, title, workspace: 'storefront', script: `build:${name}`, output: inRoot('storefront', 'dist', name) }
}

/** Every front-end build there is. */
export const builds = {
  h5: storefront('h5', 'storefront for browsers'),
  weapp: storefront('weapp', 'storefront for WeChat'),
  alipay: storefront('alipay', 'storefront for Alipay'),
  tt: storefront('tt', 'storefront for Douyin'),
  admin: { name: 'admin', title: 'console', workspace: 'admin', script: 'build', output: inRoot('admin', 'dist') },
} satisfies Record<string, Build>

const NOT_SOURCE = new Set(['node_modules', 'dist', '.swc', '.taro'])

/** A hash over everything a build reads: its workspace, the generated clients, and the versions of all packages. */
export function sourceHash(workspace: Build['workspace']): string {
  const hash = createHash('sha256')
  for (const path of [
    ...filesBelow(inRoot(workspace)),
    ...filesBelow(inRoot('clients')),
    inRoot('package-lock.json'),
    inRoot('tsconfig.base.json'),
  ]) {
    hash.update(path.slice(inRoot().length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    if (NOT_SOURCE.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}

const stampOf = (build: Build): string => inState('builds', build.name)

/** Whether the output is there and was made from the sources as they are now. */
export function isFresh(build: Build, hash: string): boolean {
  return readIfThere(stampOf(build)) === hash && existsSync(build.output)
}

/**
 * Builds unless the output is up to date. Answers whether there is a usable output, and the log of a build that was run.
 * A build by another command in the same checkout is waited for, not repeated.
 */
export async function build(
  target: Build,
  options: { nice?: number; force?: boolean } = {},
): Promise<{ ok: boolean; log: string; ran: boolean }> {
  const log = logFile(`build-${target.name}`)
  if (!options.force && isFresh(target, sourceHash(target.workspace))) return { ok: true, log, ran: false }
  const work = async () => {
    const hash = sourceHash(target.workspace)
    if (!options.force && isFresh(target, hash)) return { ok: true, log, ran: false }
    rmSync(stampOf(target), { force: true })
    const [program, first] = npm()
    const env = { ...plainEnvironment(), NODE_ENV: 'production' }
    const code = await runLogged(program, [...first, 'run', target.script, '-w', target.workspace], {
      log,
      cwd: inRoot(),
      env,
      nice: options.nice ?? 0,
    })
    if (code !== 0) return { ok: false, log, ran: true }
    mkdirSync(dirname(stampOf(target)), { recursive: true })
    writeFileSync(stampOf(target), hash)
    return { ok: true, log, ran: true }
  }
  return withLock(inState('builds', `${target.name}.lock`), work, 900_000)
}
