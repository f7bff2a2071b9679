import { rmSync } from 'node:fs'
import type { Database } from './database.ts'
import { inRoot, logFile } from './paths.ts'
import { Advice, runLogged, tail } from './process.mjs'

/**
 * Imports the demo shops unless something was sold here before. What an interrupted import left is thrown away first.
 * `begin` is called when there is something to do.
 */
export async function furnishOnce(db: Database, env: Record<string, string> & { DATA_DIR: string }, begin: () => void): Promise<void> {
  const state = await db.state()
  if (state === 'used') return
  begin()
  if (state === 'unfinished') {
    await db.empty()
    rmSync(env.DATA_DIR, { recursive: true, force: true })
    await db.migrate()
  }
  await db.firstImport(() => furnish({ ...env, DATABASE_URL: db.url }, 'demo'))
}

/** Imports the demo shops into the database and the data folder of `env`. Throws with the last words of the import. */
export async function furnish(env: Record<string, string>, name: string): Promise<void> {
  const log = logFile(name)
  const args = ['--disable-warning=ExperimentalWarning', inRoot('demo', 'import.ts')]
  const code = await runLogged(process.execPath, args, { log, cwd: inRoot(), env: { ...process.env, ...env } })
  if (code !== 0) throw new Advice(`The demo could not be imported:\n\n${tail(log)}\n\nThe whole log: ${log}\nTo begin anew: npm run reset`)
}

/** Draws the demo pictures that did not have to be there when the shop opened. Ends with us, and goes on at the next start. */
export async function drawTheRest(env: Record<string, string>): Promise<void> {
  const log = logFile('pictures')
  const args = ['--disable-warning=ExperimentalWarning', inRoot('demo', 'pictures.ts')]
  const code = await runLogged(process.execPath, args, { log, cwd: inRoot(), env: { ...process.env, ...env } })
  // Ended by us it leaves no words.
  if (code !== 0 && tail(log) !== '') console.error(`Some demo pictures could not be drawn:\n\n${tail(log)}\n\nThe whole log: ${log}`)
}
