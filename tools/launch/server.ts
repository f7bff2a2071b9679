import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describeProcess, isAlive, readIfThere } from './lock.mjs'
import { inRoot, inState, logFile } from './paths.ts'
import { Advice, endWithUs, tail } from './process.mjs'

const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 12_000

export interface Server {
  url: string
  /** Settles when the server ends, by itself or not, with its exit code. */
  ended: Promise<number>
  stop: () => Promise<void>
}

export interface ServerOptions {
  /** Names its log and, unless it is a passing one, the file that remembers its process. */
  name: string
  env: Record<string, string>
  /** Called for each line the server writes. */
  onLine?: (line: string) => void
}

/** Starts the server as a child that ends with this process, and waits for its one line `{"ready":true,"url":…}`. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const log = logFile(options.name)
  mkdirSync(dirname(log), { recursive: true })
  const file = createWriteStream(log)
  const guard = pathToFileURL(inRoot('tools', 'launch', 'end-with-parent.mjs')).href
  // Room for what lives as long as a request: under load the young heap is swept a quarter as often.
  const args = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64', '--import', guard, inRoot('server', 'src', 'main.ts')]
  const child = spawn(process.execPath, args, {
    cwd: inRoot(),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Out of reach of Ctrl-C in the terminal: we stop things in order.
    detached: true,
  })
  const forget = endWithUs(child)
  remember(options.name, child.pid)
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code, signal) => {
      forget()
      rmSync(pidFile(options.name), { force: true })
      resolve(code ?? (signal === 'SIGTERM' ? 0 : 1))
    })
  })
  const url = await Promise.race([
    readyUrl(child, (line) => (file.write(`${line}\n`), options.onLine?.(line))),
    ended.then(() => undefined),
    sleep(READY_TIMEOUT_MS, undefined, { ref: false }),
  ])
  if (url === undefined) {
    await stop(child, ended)
    throw new Advice(`The server did not start. Its last words:\n\n${tail(log)}\n\nThe whole log: ${log}`)
  }
  return { url, ended, stop: () => stop(child, ended) }
}

function readyUrl(child: ChildProcess, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        onLine(line)
        const url = urlIn(line)
        if (url !== undefined) resolve(url)
      })
    }
  })
}

function urlIn(line: string): string | undefined {
  if (!line.startsWith('{') || !line.includes('"ready"')) return undefined
  const said: { ready?: boolean; url?: string } = JSON.parse(line)
  return said.ready === true ? said.url : undefined
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  const done = await Promise.race([ended.then(() => true), sleep(STOP_TIMEOUT_MS, false, { ref: false })])
  if (!done) child.kill('SIGKILL')
  await ended
}

const pidFile = (name: string): string => inState(`${name}.pid`)

function remember(name: string, pid: number | undefined): void {
  if (pid !== undefined) writeFileSync(pidFile(name), String(pid))
}

/** Ends the server of a run that was killed, if it has not noticed yet. */
export async function endLeftover(name: string): Promise<void> {
  const pid = Number(readIfThere(pidFile(name)) ?? 0)
  if (isAlive(pid) && describeProcess(pid)?.command.includes('main.ts')) {
    process.kill(pid, 'SIGTERM')
    for (let waited = 0; waited < STOP_TIMEOUT_MS && isAlive(pid); waited += 50) await sleep(50)
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }
  rmSync(pidFile(name), { force: true })
}

/** Whether nobody listens there. */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
