import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Game = Item<'listAdminGames'>
export type Prize = Game['prizes'][number]
type Draw = Item<'listGameDraws'>

export const kinds: Record<Game['kind'], Key> = { wheel: 'game.kind.wheel', scratch: 'game.kind.scratch', vote: 'game.kind.vote' }
export const gameStates: Record<Game['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'game.state.running' },
  soon: { tone: 'info', label: 'game.state.soon' },
  off: { tone: 'quiet', label: 'game.state.off' },
  over: { tone: 'quiet', label: 'game.state.over' },
}
export const prizeKinds: Record<Prize['kind'], Key> = {
  thanks: 'game.prize.thanks',
  points: 'game.prize.points',
  coupon: 'game.prize.coupon',
  red_packet: 'game.prize.redPacket',
  goods: 'game.prize.goods',
}
export const drawStates: Record<Draw['state'], { tone: Tone; label: Key }> = {
  none: { tone: 'quiet', label: 'game.draw.none' },
  due: { tone: 'warn', label: 'game.draw.due' },
  given: { tone: 'good', label: 'game.draw.given' },
  failed: { tone: 'bad', label: 'game.draw.failed' },
  code: { tone: 'info', label: 'game.draw.code' },
  handed: { tone: 'good', label: 'game.draw.handed' },
}
/** 0.5% from 50 of ten thousand. */
export const percent = (bps: number): string => `${(bps / 100).toFixed(2).replace(/\.?0+$/, '')}%`
