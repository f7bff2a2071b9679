import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

type State = Item<'listCollections'>['state']

export const onDeliveryKey: Record<State, Key> = {
  due: 'onDelivery.due',
  collected: 'onDelivery.collected',
  refused: 'onDelivery.refused',
  cancelled: 'onDelivery.cancelled',
}
export const onDeliveryTone: Record<State, Tone> = { due: 'warn', collected: 'good', refused: 'bad', cancelled: 'quiet' }
