import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { createDatabase } from '../server/test/databases.ts'
import { database } from '../tools/launch/database.ts'
import { furnish } from '../tools/launch/demo.ts'
import { inState } from '../tools/launch/paths.ts'
import { startServer } from '../tools/launch/server.ts'
import { freePort } from '../tools/postgres/postmaster.ts'
import { findChromium } from '../tools/steps/browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the shop under test is: the storefront at `/`, the console at `/admin`. */
    shopUrl: string
    /** What the server under test was started with. */
    shopEnv: Record<string, string>
    chromium: string
  }
}

type Close = () => void | Promise<void>

/** Opens a whole shop with the demo goods on a database of its own, as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const open: Close[] = []
  const close = async () => {
    for (const one of open.reverse()) await one()
  }
  try {
    project.provide('chromium', await findChromium(console.log))
    const shop = openedAlready() ?? (await openShop(open))
    project.provide('shopUrl', shop.url)
    project.provide('shopEnv', shop.env)
  } catch (error) {
    await close()
    throw error
  }
  return close
}

interface Shop {
  url: string
  env: Record<string, string>
}

/** While journeys are being written: a shop with the demo goods that is open already, with its database. */
function openedAlready(): Shop | undefined {
  const { E2E_URL: url, E2E_DATABASE_URL: databaseUrl, SIM_PORT = '3001' } = process.env
  return url && databaseUrl ? { url, env: { DATABASE_URL: databaseUrl, SIM_PORT } } : undefined
}

async function openShop(open: Close[]): Promise<Shop> {
  const server = await database({ dataDir: inState('test-pg'), url: process.env['TEST_DATABASE_URL'], ephemeral: true })
  open.push(server.stop)
  const scratch = await createDatabase(server.url)
  open.push(scratch.drop)
  // Beside the data of `npm start`, so that pictures drawn for one serve the other.
  const data = inState('e2e-data')
  const clean = () => rmSync(data, { recursive: true, force: true })
  clean()
  open.push(clean)
  const [port, simPort] = [await freePort(0), await freePort(0)]
  const env = {
    DATABASE_URL: scratch.url,
    DATA_DIR: data,
    DEMO: 'true',
    HOST: '127.0.0.1',
    PORT: String(port),
    SIM_PORT: String(simPort),
    // A journey clicks faster than people do.
    RATE_LIMITS: 'false',
  }
  await (await database({ dataDir: '', url: scratch.url })).migrate()
  await furnish(env, 'e2e-demo')
  const shop = await startServer({ name: 'e2e-server', env })
  open.push(shop.stop)
  return { url: shop.url, env }
}
