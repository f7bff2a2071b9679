import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { scriptHashesOf } from './kernel/assets.ts'
import { clockAhead } from './kernel/clock.ts'
import { compose } from './kernel/compose.ts'
import { type Config, loadConfig } from './kernel/config.ts'
import type { Any } from './kernel/contract.ts'
import { openDb } from './kernel/db.ts'
import { mediaDir, openFiles } from './kernel/files.ts'
import { mountPages } from './kernel/http-pages.ts'
import { createLog, type Log } from './kernel/log.ts'
import { collectMigrations, migrate, migrationFolders } from './kernel/migrate.ts'
import { modules } from './modules.ts'
import { simulators } from './simulators.ts'

const root = join(import.meta.dirname, '../..')
const storefrontDir = join(root, 'storefront/dist/h5')
const consoleDir = join(root, 'admin/dist')

type Close = () => Promise<void>

/** Brings one process up; `open` collects what is to be closed, last first. Gives its address. */
async function start(config: Config, log: Log, open: Close[]): Promise<string> {
  const ran = await migrate(config.databaseUrl, collectMigrations(migrationFolders()))
  if (ran.length > 0) log.info({ ran }, 'migrated')
  mkdirSync(mediaDir(config), { recursive: true })
  const db = openDb<Any>({
    url: config.databaseUrl,
    max: config.databasePool,
    prepare: config.databasePrepare,
    onError: (err) => log.warn({ err }, 'an idle database connection broke'),
  })
  open.push(() => db.destroy())
  if (config.demo) {
    for (const simulator of simulators) {
      const running = await simulator.start(config)
      open.push(running.stop)
      log.info({ simulator: simulator.name }, 'simulator started')
    }
  }
  const scriptHashes = [storefrontDir, consoleDir].flatMap((dir) => scriptHashesOf(join(dir, 'index.html')))
  const system = await compose({ config, db, log, modules, now: clockAhead(config.clockAheadMs), scriptHashes })
  open.push(system.stop)
  const remote = config.s3 && { files: openFiles(config), cdnUrl: config.cdnUrl }
  await mountPages(system.app, { db, storefrontDir, consoleDir, mediaDir: mediaDir(config), remote, clientsDir: join(root, 'clients') })
  await system.start()
  if (config.roles.includes('http')) await system.app.listen({ host: config.host, port: config.port })
  return config.publicUrl
}

async function run(): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.logLevel)
  const open: Close[] = []
  let stopping: Promise<void> | undefined
  const stop = (why: string, code: number) => {
    stopping ??= (async () => {
      log.info({ why }, 'stopping')
      for (const close of open.reverse()) await close().catch((err) => log.error({ err }, 'something did not close'))
      process.exit(code)
    })()
  }
  process.on('SIGTERM', () => stop('SIGTERM', 0))
  process.on('SIGINT', () => stop('SIGINT', 0))
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught')
    stop('uncaught', 1)
  })
  try {
    const url = await start(config, log, open)
    console.log(JSON.stringify({ ready: true, url }))
  } catch (err) {
    log.fatal({ err }, 'could not start')
    stop('could not start', 1)
  }
}

await run()
