import { type Action, count, moveClocks, type Stage } from '../play.ts'

/** Something at a platform goes wrong for the next few calls. */
async function breakChannel(stage: Stage): Promise<void> {
  stage.channels.break(stage.dice)
  count(stage, 'break a channel', 'done')
}

/** kill -9 of one process; it comes back a moment later. */
async function crash(stage: Stage): Promise<void> {
  await stage.fleet.crash(stage.dice.below(stage.fleet.size))
  count(stage, 'kill a process', 'done')
}

const jumps = [11 * 60, 31 * 60, 45 * 60, 5 * 3600, 26 * 3600, 50 * 3600, 9 * 86_400]

/** All processes are killed and come back later: minutes, or days. */
async function sleepLong(stage: Stage): Promise<void> {
  const { fleet, dice } = stage
  const seconds = dice.pick(jumps)
  await fleet.restart('SIGKILL', () => moveClocks(stage, seconds))
  count(stage, 'kill all and move the clocks', 'done')
}

export const weather: readonly Action[] = [
  { name: 'break a channel', weight: 0.5, run: breakChannel },
  { name: 'kill a process', weight: 0.4, run: crash },
  { name: 'kill all and move the clocks', weight: 0.15, run: sleepLong },
]
