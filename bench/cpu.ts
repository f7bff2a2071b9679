import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second; Linux has 100 everywhere we run. */
const TICKS = 100

interface Stat {
  pid: number
  parent: number
  /** Own user and system time, in seconds. */
  own: number
  /** Of children that have ended and were waited for. */
  ended: number
}

function stat(pid: string): Stat | undefined {
  try {
    // The name in parentheses may hold spaces: what counts comes after the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const at = (index: number): number => Number(fields[index - 2])
    return { pid: Number(pid), parent: at(3), own: (at(13) + at(14)) / TICKS, ended: (at(15) + at(16)) / TICKS }
  } catch {
    return undefined // it ended while we were looking
  }
}

/** CPU seconds that a process has used, with all its children, living and ended. Linux only; 0 elsewhere. */
export function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return 0
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(stat)
    .filter((one) => one !== undefined)
  const family = new Set([pid])
  for (let grew = true; grew;) {
    grew = false
    for (const one of all) {
      if (!family.has(one.parent) || family.has(one.pid)) continue
      family.add(one.pid)
      grew = true
    }
  }
  return all.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.own + (one.pid === pid ? one.ended : 0), 0)
}
