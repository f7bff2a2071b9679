import { afterAll, expect, test } from 'vitest'
import { actions } from './model/actions/all.ts'
import { calmDown } from './model/calm.ts'
import { evidence } from './model/evidence/all.ts'
import { play } from './model/play.ts'
import { openStage } from './model/stage.ts'
import { report } from './model/report.ts'

// Random shoppers, staff, clocks, channels and crashes against two processes on one database; afterwards every invariant must hold.
// MODEL_SEED repeats the choices of a run (not its timing), MODEL_STEPS says how long it lasts.
const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const steps = Number(process.env['MODEL_STEPS'] ?? (process.env['CI'] ? 20_000 : 5000))
const HANDS = 14

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
}, 300_000)

test(`${steps} random steps with crashes, clock jumps and broken channels leave the books right (seed ${seed})`, async () => {
  const stage = await openStage(seed, (close) => void closing.push(close))
  const began = performance.now()
  await play(stage, actions, { steps, hands: HANDS })
  const played = performance.now()
  const { text, never } = report(stage, actions)
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
  stage.log(`played in ${seconds(played - began)}, ${stage.fleet.starts()} starts of a process\n${text}`)
  const found = await calmDown(stage)
  stage.log(`calm after ${seconds(performance.now() - played)}`)
  if (found.length + stage.fleet.faults.length > 0) stage.log(await evidence(stage, found))
  expect({ seed, found, faults: stage.fleet.faults }).toEqual({ seed, found: [], faults: [] })
  if (steps >= 10_000) expect(never, 'every kind of step was accepted at least once').toEqual([])
}, 7_200_000)
