import { inRoot, logFile } from './paths.ts'
import { Advice, runLogged, tail } from './process.mjs'

/** Imports the demo shops into the database and the data folder of `env`. Throws with the last words of the import. */
export async function furnish(env: Record<string, string>, name: string): Promise<void> {
  const log = logFile(name)
  const args = ['--disable-warning=ExperimentalWarning', inRoot('demo', 'import.ts')]
  const code = await runLogged(process.execPath, args, { log, cwd: inRoot(), env: { ...process.env, ...env } })
  if (code !== 0) throw new Advice(`The demo could not be imported:\n\n${tail(log)}\n\nThe whole log: ${log}\nTo begin anew: npm run reset`)
}
