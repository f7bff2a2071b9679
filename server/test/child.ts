import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './harness.ts'
import type { World } from './world.ts'

export interface Child {
  port: number
  start: () => Promise<void>
  /** Without mercy: kill -9. */
  kill: () => Promise<void>
}

/** A server in a process of its own, on the same database as the test, so that it can be killed. */
export async function childOf(world: World, changes: Record<string, string> = {}): Promise<Child> {
  const port = await freePort()
  const { dataDir } = world.config
  copyFileSync(join(dataDir, 'simulators/accounts.json'), join(dataDir, 'connections.json'))
  let child: ChildProcess | undefined
  const env = {
    ...process.env,
    DATABASE_URL: world.config.databaseUrl,
    DATA_DIR: dataDir,
    SECRET_KEY: world.config.secretKey,
    INTERNAL_TOKEN: world.config.internalToken,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DEMO: 'false',
    RATE_LIMITS: 'false',
    LOG_LEVEL: 'fatal',
    ...changes,
  }
  return {
    port,
    start: async () => {
      const started = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], { env, stdio: ['pipe', 'pipe', 'inherit'] })
      child = started
      await new Promise<void>((resolve, reject) => {
        started.stdout.on('data', (text: Buffer) => text.toString().includes('"ready":true') && resolve())
        started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)))
      })
    },
    kill: async () => {
      const dying = child
      child = undefined
      if (!dying) return
      const gone = new Promise((resolve) => dying.once('exit', resolve))
      dying.kill('SIGKILL')
      await gone
    },
  }
}
