import { randomInt } from 'node:crypto'
import { json, type SimReply } from '../../testing/host.ts'

export interface SentMessage {
  openId: string
  template: string
  page: string
  data: Record<string, string>
}

export interface Subscriptions {
  /** What arrived, the last first. */
  sent: readonly SentMessage[]
  /** The person taps "allow" so often. */
  allow: (openId: string, template: string, times?: number) => void
  left: (openId: string, template: string) => number
  /** The next messages answer so; `drop` cuts the line after the message has gone out. */
  failNext: (...faults: (number | 'drop')[]) => void
  handle: (body: Record<string, unknown>) => SimReply
}

/** Templates that the mini program has been given, with the places of each. */
const templates: Record<string, readonly string[]> = {
  SIM_ORDER_SHIPPED: ['character_string1', 'thing2', 'phrase3', 'character_string4'],
  SIM_STOCK_BACK: ['thing1', 'amount2', 'thing3'],
  SIM_ORDER_PAID: ['character_string1', 'thing2', 'amount3'],
  SIM_COUPON_EXPIRING: ['thing1', 'date2', 'thing3'],
  SIM_GROUP_RESULT: ['thing1', 'phrase2', 'thing3'],
}

const isHan = (sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
}
const every = (text: string, test: (sign: string) => boolean): boolean => Array.from(text).every(test)
const lengthOf = (text: string): number => Array.from(text).length
const oneOf =
  (signs: string) =>
  (sign: string): boolean =>
    signs.includes(sign)
const digits = oneOf('0123456789')

/** The table of the platform's document, sign by sign: what a place takes. */
function takes(kind: string, text: string): boolean {
  const length = lengthOf(text)
  if (length === 0) return false
  switch (kind) {
    case 'thing':
      return length <= 20
    case 'number':
      return length <= 32 && every(text, oneOf('0123456789.'))
    case 'letter':
      return length <= 32 && every(text.toLowerCase(), oneOf('abcdefghijklmnopqrstuvwxyz'))
    case 'character_string':
      return length <= 32 && every(text, (sign) => sign >= ' ' && sign <= '~')
    case 'amount': {
      const bare = text.replace(/元$/, '')
      const amount = '¥￥$'.includes(bare[0] ?? ' ') ? bare.slice(1) : bare
      const [whole = '', part = '', ...more] = amount.split('.')
      return whole !== '' && lengthOf(whole) <= 10 && more.length === 0 && every(whole + part, digits)
    }
    case 'phrase':
      return length <= 5 && every(text, isHan)
    case 'name':
      return Array.from(text).some(isHan) ? length <= 10 : length <= 20
    case 'date':
      return text.split('~').every((one) => {
        const day = one.trim().split(' ')[0] ?? ''
        const numbers = day.split(/[年月日-]/).filter((piece) => piece !== '')
        return numbers.length === 3 && numbers.every((piece) => every(piece, digits)) && (day.includes('年') || day.includes('-'))
      })
    default:
      return length <= 32
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const objectOf = (value: unknown): Record<string, unknown> =>
  // Any object will do; each field is checked where it is used.
  value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
const no = (errcode: number, errmsg: string): SimReply => json({ errcode, errmsg })

/** One-time subscribe messages: what people have allowed, one for each yes, and the rules of the fields. */
export function createSubscriptions(): Subscriptions {
  const allowed = new Map<string, number>()
  const sent: SentMessage[] = []
  const faults: (number | 'drop')[] = []
  const keyOf = (openId: string, template: string): string => `${openId}/${template}`
  const handle = (body: Record<string, unknown>): SimReply => {
    const fault = faults.shift()
    if (typeof fault === 'number') return no(fault, 'simulated')
    const openId = textOf(body['touser'])
    const template = textOf(body['template_id'])
    if (!/^o[\w-]{20,}$/.test(openId)) return no(40003, 'invalid openid')
    const places = templates[template]
    if (!places) return no(40037, 'invalid template_id')
    if (textOf(body['page']).startsWith('/')) return no(41030, 'invalid page')
    const data = Object.fromEntries(Object.entries(objectOf(body['data'])).map(([key, one]) => [key, textOf(objectOf(one)['value'])]))
    const faulty = places.find((place) => !takes(place.replace(/\d+$/, ''), data[place] ?? ''))
    if (faulty) return no(47003, `argument invalid! data.${faulty}.value invalid`)
    const left = allowed.get(keyOf(openId, template)) ?? 0
    if (left < 1) return no(43101, 'user refuse to accept the msg')
    allowed.set(keyOf(openId, template), left - 1)
    sent.unshift({ openId, template, page: textOf(body['page']), data })
    return fault === 'drop' ? { drop: true } : json({ errcode: 0, errmsg: 'ok', msgid: String(randomInt(2 ** 47)) })
  }
  return {
    sent,
    allow: (openId, template, times = 1) => void allowed.set(keyOf(openId, template), (allowed.get(keyOf(openId, template)) ?? 0) + times),
    left: (openId, template) => allowed.get(keyOf(openId, template)) ?? 0,
    failNext: (...next) => void faults.push(...next),
    handle,
  }
}
