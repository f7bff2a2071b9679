import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describeProcess, isAlive } from './lock.mjs'

/** Says what went wrong and what to do about it; shown without a stack. */
export class Advice extends Error {
  /** @override */
  name = 'Advice'
}

/**
 * Runs a program with its output in a file. Answers the exit code; 1 when it was ended by a signal.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, cwd?: string, env?: NodeJS.ProcessEnv, nice?: number }} options
 * @returns {Promise<number>}
 */
export function runLogged(program, args, options) {
  mkdirSync(dirname(options.log), { recursive: true })
  const log = openSync(options.log, 'w')
  const [command, rest] =
    options.nice && process.platform !== 'win32' ? ['nice', ['-n', String(options.nice), program, ...args]] : [program, args]
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', log, log] })
    closeSync(log)
    const end = endWithUs(child)
    child.once('error', reject)
    child.once('exit', (code) => {
      end()
      resolve(code ?? 1)
    })
  })
}

/**
 * Runs a program with our terminal as its own. Answers the exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function runShown(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' })
    const end = endWithUs(child)
    child.once('error', reject)
    child.once('exit', (code) => {
      end()
      resolve(code ?? 1)
    })
  })
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

/**
 * Registers a child to be ended when this process is; answers how to forget it.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
  children.add(child)
  return () => void children.delete(child)
}

/** Ends every registered child. */
export function endChildren() {
  for (const child of children) child.kill('SIGTERM')
}

/**
 * @param {string} file
 * @param {number} [lines]
 */
export function tail(file, lines = 20) {
  if (!existsSync(file)) return ''
  // Spinners write carriage returns and escape codes into logs.
  const text = stripVTControlCharacters(readFileSync(file, 'utf8')).replace(/\r(?!\n)/g, '\n')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .join('\n')
}

/**
 * How to call npm: the one that called us, else the one beside Node, else the one in PATH.
 * @returns {[string, string[]]}
 */
export function npm() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const called = process.env['npm_execpath']
  const cli = called?.endsWith('npm-cli.js') ? called : existsSync(beside) ? beside : undefined
  return cli ? [process.execPath, [cli]] : ['npm', []]
}

/**
 * The environment without what an outer npm wrote into it, which would make an inner one work on the wrong folder.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function plainEnvironment(env = process.env) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|execpath|config_(local_)?prefix|config_workspace)|^INIT_CWD$/.test(name),
  )
  return Object.fromEntries(kept)
}

/** Names the bootstrap to the process it hands over to. */
export const BOOT = 'PUZI_BOOT_PID'

/**
 * Calls `then` when the program that started us is gone without a word: a killed npm cannot pass a signal on.
 * Without npm nobody is watched: whoever starts us in the background may go away.
 * @param {() => void} then
 */
export function whenOrphaned(then) {
  const watched = callers()
  if (!watched.length) return
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return
    clearInterval(timer)
    then()
  }, 500)
  timer.unref()
}

/** The processes between npm, or our bootstrap, and us. */
function callers() {
  const parent = process.ppid
  if (Number(process.env[BOOT]) === parent) return [parent]
  if (!process.env['npm_lifecycle_event']) return []
  // npm runs a script through a shell, which may stay between the two.
  const shell = describeProcess(parent)
  return shell && /\bsh -c\b.*launch\.mjs/.test(shell.command) ? [parent, shell.parent] : [parent]
}
