import { expect, test } from 'vitest'
import { onThisClock, roundsOf, takenPercent } from './session'

const session = (id: string, startsAt: string) => ({ id, startsAt, endsAt: startsAt, shopId: 's', title: id, items: [] })

test('sessions that begin together are one tab, in order of time', () => {
  const rounds = roundsOf([
    session('b', '2026-11-27T12:00:00.000Z'),
    session('a', '2026-11-27T10:00:00.000Z'),
    session('c', '2026-11-27T12:00:00.000Z'),
  ])
  expect(rounds.map((round) => round.sessions.map((one) => one.id))).toEqual([['a'], ['b', 'c']])
})

test('a bar is full only when nothing is left', () => {
  expect(takenPercent({ pieces: 1000, left: 1 })).toBe(99)
  expect(takenPercent({ pieces: 10, left: 0 })).toBe(100)
  expect(takenPercent({ pieces: 10, left: 10 })).toBe(0)
})

test('a device whose clock is five minutes slow counts down to the same moment', () => {
  const readAt = new Date('2026-11-27T09:55:00.000Z').getTime()
  expect(onThisClock('2026-11-27T11:00:00.000Z', '2026-11-27T10:00:00.000Z', readAt)).toBe('2026-11-27T10:55:00.000Z')
})
