import { hrtime } from 'node:process'
import { tryLock } from '../launch/lock.mjs'
import { inState } from '../launch/paths.ts'
import { Advice, endChildren } from '../launch/process.mjs'
import { type Board, createBoard, paint } from '../launch/progress.mjs'
import { stopRequest } from '../launch/stopping.ts'
import { failed, type Outcome, type Step } from '../steps/step.ts'
import { lanes, last } from '../steps/all.ts'

interface Result {
  step: Step
  outcome: Outcome
  seconds: number
}

/**
 * Runs every check there is, or those named by `--only types,unit`. Steps of different lanes overlap.
 * Ends with one line of totals over all tests, `N passed, N failed`.
 */
export async function test(args: string[]): Promise<void> {
  const chosen = chosenSteps(args)
  // Chosen checks may run beside a whole run, which builds and generates.
  const lock = args.length ? undefined : tryLock(inState('test.lock'))
  if (lock && !lock.held)
    throw new Advice(`Tests already run in this folder (process ${lock.by}): they would overwrite each other's builds.`)
  const board = createBoard()
  try {
    const done = runAll(chosen, board)
    const result = await Promise.race([done, stopRequest().then(() => undefined)])
    if (!result) throw new Advice('Stopped.')
    report(result)
    if (result.some(({ outcome }) => outcome.failed > 0)) process.exitCode = 1
  } finally {
    endChildren()
    lock?.release()
  }
}

function chosenSteps(args: readonly string[]): { lanes: Step[][]; last: Step[] } {
  const only = /^--only(?:=(.+))?$/.exec(args[0] ?? '')
  if (!args.length) return { lanes, last }
  const names = (only?.[1] ?? args[1] ?? '').split(',').filter(Boolean)
  const known = [...lanes.flat(), ...last]
  const unknown = names.filter((name) => !known.some((step) => step.name === name))
  if (!only || !names.length || unknown.length)
    throw new Advice(
      `Usage: npm test -- --only ${known.map((step) => step.name).join(',')}${unknown.length ? `\nThere is no step ${unknown.join(', ')}.` : ''}`,
    )
  const wanted = (steps: Step[]) => steps.filter((step) => names.includes(step.name))
  return { lanes: lanes.map(wanted), last: wanted(last) }
}

async function runAll(chosen: { lanes: Step[][]; last: Step[] }, board: Board): Promise<Result[]> {
  const runLane = async (steps: Step[]) => {
    const results: Result[] = []
    for (const step of steps) results.push(await runStep(step, board))
    return results
  }
  const results = await Promise.all(chosen.lanes.map(runLane))
  return [...results.flat(), ...(await runLane(chosen.last))]
}

async function runStep(step: Step, board: Board): Promise<Result> {
  const task = board.start(step.title)
  const began = hrtime.bigint()
  let outcome: Outcome
  try {
    outcome = await step.run(task.note)
  } catch (error) {
    outcome = failed(error instanceof Error ? (error instanceof Advice ? error.message : (error.stack ?? error.message)) : String(error))
  }
  const seconds = Number(hrtime.bigint() - began) / 1e9
  if (outcome.failed) task.fail(counts(outcome))
  else task.done(outcome.note)
  return { step, outcome, seconds }
}

const counts = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`

function report(results: readonly Result[]): void {
  const { red, bold, dim } = paint()
  for (const { step, outcome } of results.filter((result) => result.outcome.failed > 0))
    console.log(`\n${red(bold(`✗ ${step.title}`))}\n${outcome.detail ?? ''}`)
  const width = Math.max(...results.map(({ step }) => step.title.length))
  console.log(`\n${'Step'.padEnd(width)}  ${'seconds'.padStart(8)}  ${'passed'.padStart(7)}  ${'failed'.padStart(7)}`)
  for (const { step, outcome, seconds } of results) {
    const line = `${step.title.padEnd(width)}  ${seconds.toFixed(1).padStart(8)}  ${String(outcome.passed).padStart(7)}  ${String(outcome.failed).padStart(7)}`
    console.log(`${outcome.failed ? red(line) : line}  ${dim(outcome.note ?? '')}`)
  }
  const total = results.reduce(
    (sum, { outcome }) => ({
      passed: sum.passed + outcome.passed,
      failed: sum.failed + outcome.failed,
      skipped: sum.skipped + outcome.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
  console.log(`\n${counts(total)}`)
}
