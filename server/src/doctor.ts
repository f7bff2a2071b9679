import { systemNow } from './kernel/clock.ts'
import { compose } from './kernel/compose.ts'
import { loadConfig } from './kernel/config.ts'
import type { Any } from './kernel/contract.ts'
import { openDb } from './kernel/db.ts'
import { replayDeadLetters } from './kernel/events.ts'
import { createLog } from './kernel/log.ts'
import { modules } from './modules.ts'

/**
 * Checks every invariant on live data and prints each violation. Read-only: the database is told so. Exits with 1 when something is
 * wrong, with 2 when a check could not be made.
 */
async function examine(): Promise<number> {
  const config = loadConfig()
  const db = openDb<Any>({ url: config.databaseUrl, max: 4, readOnly: true })
  // Nothing is started and nobody listens.
  const system = await compose({ config: { ...config, modules: [], elsewhere: {} }, db, log: createLog('error'), modules, now: systemNow })
  let [violations, broken] = [0, 0]
  try {
    for (const check of [...system.checks].sort((a, b) => a.invariant - b.invariant)) {
      const title = `${String(check.invariant).padStart(3)}  ${check.name}`
      try {
        const found = await check.run()
        violations += found.length
        console.log(`${found.length === 0 ? 'ok  ' : 'BAD '} ${title}`)
        for (const { id, text } of found) console.log(`           ${id}  ${text}`)
      } catch (error) {
        broken += 1
        console.log(`FAIL ${title}\n           ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  } finally {
    await system.stop()
    await db.destroy()
  }
  console.log(`\n${system.checks.length} checks, ${violations} violations${broken > 0 ? `, ${broken} could not be made` : ''}`)
  return broken > 0 ? 2 : violations > 0 ? 1 : 0
}

/** With `--replay`: events that nobody could deliver go back in the queue; the next worker tries them again. */
async function replay(): Promise<number> {
  const db = openDb<Any>({ url: loadConfig().databaseUrl, max: 1 })
  try {
    console.log(`${await replayDeadLetters(db)} dead letters put back in the queue`)
    return 0
  } finally {
    await db.destroy()
  }
}

process.exitCode = await (process.argv.includes('--replay') ? replay() : examine())
