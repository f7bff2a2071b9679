import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

type State = Item<'listCounts'>['state']
export const countKey: Record<State, Key> = { open: 'count.state.open', booked: 'count.state.booked', cancelled: 'count.state.cancelled' }
export const countTone: Record<State, Tone> = { open: 'info', booked: 'good', cancelled: 'quiet' }
