import { database } from '../launch/database.ts'
import { inRoot, inState } from '../launch/paths.ts'
import { runShown } from '../launch/process.mjs'

/** Checks the invariants on the live data of this checkout, whether the shop is open or not. */
export async function doctor(args: string[]): Promise<void> {
  const db = await database({ dataDir: inState('pg'), url: process.env['DATABASE_URL'] })
  try {
    await db.migrate()
    const env = { ...process.env, DATABASE_URL: db.url, DATA_DIR: inState('data') }
    process.exitCode = await runShown(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', inRoot('server', 'src', 'doctor.ts'), ...args],
      { env, cwd: inRoot() },
    )
  } finally {
    await db.stop()
  }
}
