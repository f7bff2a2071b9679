import { existsSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { tryLock } from '../launch/lock.mjs'
import { inState } from '../launch/paths.ts'
import { Advice } from '../launch/process.mjs'
import { createBoard } from '../launch/progress.mjs'
import { endLeftover } from '../launch/server.ts'
import { erasePostgres } from '../postgres.ts'

/** Removes the database, uploads and secrets of this checkout; runtime, packages and builds stay. In a terminal it asks. */
export async function reset(args: string[]): Promise<void> {
  const lock = tryLock(inState('start.lock'))
  if (!lock.held) throw new Advice(`Puzi runs from this folder (process ${lock.by}). Stop it first: Ctrl-C there, or kill ${lock.by}`)
  try {
    if (!args.includes('--yes') && process.stdin.isTTY && !(await agreed())) return console.log('Nothing was removed.')
    const task = createBoard().start('Removing the database, uploads and secrets')
    await endLeftover('server')
    await erasePostgres(inState('pg'))
    await erasePostgres(inState('test-pg'))
    for (const name of ['data', 'secrets.json', 'logs']) rmSync(inState(name), { recursive: true, force: true })
    task.done()
    if (process.env['DATABASE_URL']) console.log('\nThe database of DATABASE_URL was not touched: empty it yourself.')
    console.log('\n`npm start` begins anew.')
  } finally {
    lock.release()
  }
}

async function agreed(): Promise<boolean> {
  if (!existsSync(inState('pg')) && !existsSync(inState('data'))) return true
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('All shops, goods, orders and pictures of this checkout will be gone. Go on? [y/N] ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
