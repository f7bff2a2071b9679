import type { Item } from '../../api/api.ts'
import type { Key, Translate } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Delivery = Item<'listDeliveries'>
export type Point = Item<'listDeliveryPoints'>

export const deliveryStateKey: Record<Delivery['state'], Key> = {
  held: 'delivery.state.held',
  kept: 'delivery.state.kept',
  ready: 'delivery.state.ready',
  taken: 'delivery.state.taken',
  done: 'delivery.state.done',
  released: 'delivery.state.released',
}
export const deliveryTone: Record<Delivery['state'], Tone> = {
  held: 'quiet',
  kept: 'accent',
  ready: 'info',
  taken: 'info',
  done: 'good',
  released: 'quiet',
}
export const stepKey = {
  ready: 'delivery.step.ready',
  taken: 'delivery.step.taken',
  left: 'delivery.step.left',
  failed: 'delivery.step.failed',
  done: 'delivery.step.done',
  reminded: 'delivery.step.reminded',
  overdue: 'delivery.step.overdue',
} as const satisfies Record<string, Key>

export const weekdayKeys: readonly Key[] = ['weekday.0', 'weekday.1', 'weekday.2', 'weekday.3', 'weekday.4', 'weekday.5', 'weekday.6']

/** '850 米' or '3.2 公里'. */
export const distanceText = (meters: number, t: Translate): string =>
  meters < 1000 ? t('delivery.meters', { meters }) : t('delivery.kilometres', { kilometres: (meters / 1000).toFixed(1) })

/** Where it lies, on a map that leads there. */
export const mapUrl = (lng: number, lat: number, name: string): string =>
  `https://uri.amap.com/marker?position=${lng},${lat}&name=${encodeURIComponent(name)}`
