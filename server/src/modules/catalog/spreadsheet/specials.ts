import type { Channel, Delivery, PurchaseLimits, SpecialPrice } from '../contract.ts'
import { deliveryNames } from './columns.ts'
import { parts, priceFen, type Read, time, timeText, wholeNumber } from './values.ts'

export const channelNames = { weapp: '微信', alipay: '支付宝', tt: '抖音', h5: 'H5' } as const satisfies Record<Channel, string>
export const periodNames = { ever: '永久', day: '每天', week: '每周', month: '每月' } as const satisfies Record<
  PurchaseLimits['period'],
  string
>
const channelOf = new Map(Object.entries(channelNames).map(([channel, name]) => [name as string, channel as Channel])) // keys of the table are channels
const periodOf = new Map(Object.entries(periodNames).map(([period, name]) => [name as string, period as PurchaseLimits['period']])) // likewise

/** `会员2=26.9; 微信=25; 2026-12-01 10:00~2026-12-02 10:00=19.9` */
export function specials(text: string): Read<SpecialPrice[]> {
  const found = parts(text).map(special)
  const whole = found.filter((one) => one !== undefined)
  return whole.length === found.length ? { ok: true, value: whole } : { ok: false, code: 'special_wrong' }
}

function special(text: string): SpecialPrice | undefined {
  const at = Math.max(text.lastIndexOf('='), text.lastIndexOf('＝'))
  const [who, price] = [text.slice(0, at).trim(), priceFen(text.slice(at + 1))]
  if (at < 1 || !price.ok) return undefined
  const channel = channelOf.get(who)
  if (channel) return { kind: 'channel', channel, priceFen: price.value }
  const [, level] = /^会员(\d{1,2})$/.exec(who) ?? []
  if (level !== undefined && Number(level) > 0) return { kind: 'member', fromTier: Number(level), priceFen: price.value }
  const [from, until, ...more] = who.split(/[~～]/).map((part) => time(part.trim()))
  return more.length === 0 && from?.ok && until?.ok
    ? { kind: 'timed', from: from.value, until: until.value, priceFen: price.value }
    : undefined
}

export function specialsText(all: readonly SpecialPrice[]): string {
  return all.map((one) => `${whoText(one)}=${one.priceFen / 100}`).join('; ')
}

function whoText(one: SpecialPrice): string {
  if (one.kind === 'member') return `会员${one.fromTier}`
  return one.kind === 'channel' ? channelNames[one.channel] : `${timeText(one.from)}~${timeText(one.until)}`
}

export function period(text: string): Read<PurchaseLimits['period']> {
  const found = periodOf.get(text)
  return found ? { ok: true, value: found } : { ok: false, code: 'period_unknown' }
}

const deliveryOf = new Map(Object.entries(deliveryNames).map(([key, name]) => [name as string, key as Delivery])) // keys of the table are deliveries

export function delivery(text: string): Read<Delivery> {
  const found = deliveryOf.get(text)
  return found ? { ok: true, value: found } : { ok: false, code: 'delivery_unknown' }
}

export function pieces(text: string): Read<number> {
  const read = wholeNumber(text, 9999)
  return read.ok && read.value < 1 ? { ok: false, code: 'out_of_range' } : read
}
