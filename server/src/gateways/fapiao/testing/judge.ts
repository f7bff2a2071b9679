import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { json, type SimReply, type SimRequest } from '../../testing/host.ts'

// How the provider looks at what it is sent. Written from the protocol's description; shares nothing with the adapter.

const Party = z.strictObject({
  type: z.enum(['INDIVIDUAL', 'ORGANIZATION']),
  name: z.string().min(1).max(100),
  taxpayer_id: z.string().optional(),
  address: z.string().max(100).optional(),
  telephone: z.string().max(30).optional(),
  bank_name: z.string().max(100).optional(),
  bank_account: z.string().max(40).optional(),
  email: z.email().optional(),
})
const Item = z.strictObject({
  tax_code: z.string().regex(/^\d{19}$/),
  goods_category: z.string().min(1),
  goods_name: z.string().min(1).max(100),
  specification: z.string().max(60),
  quantity: z.int().min(1),
  total_amount: z.int().min(1),
  net_amount: z.int().min(0),
  tax_amount: z.int().min(0),
  tax_rate: z.literal([0, 100, 300, 600, 900, 1300]),
})
export const Application = z.strictObject({
  apply_id: z.string().regex(/^[A-Z0-9]{8,32}$/),
  fapiao_type: z.enum(['DIGITAL_GENERAL', 'DIGITAL_SPECIAL']),
  seller: Party,
  buyer: Party,
  items: z.array(Item).min(1).max(2000),
  total_amount: z.int().min(1),
  tax_amount: z.int().min(0),
  remark: z.string().max(200),
  drawer: z.string().max(20),
  notify_url: z.url(),
})
export type Application = z.output<typeof Application>
export const Reversal = z.strictObject({
  reverse_id: z.string().regex(/^[A-Z0-9]{8,32}$/),
  fapiao_number: z.string(),
  total_amount: z.int().min(1),
  reverse_reason: z.string().min(1).max(80),
  notify_url: z.url(),
})
export type Reversal = z.output<typeof Reversal>

export const no = (status: number, code: string, message: string): SimReply => json({ code, message }, status)

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** GB 32100, by Horner's rule from the right: the weight of each place is three times that of the one before. */
function isCreditCode(code: string): boolean {
  if (code.length !== 18 || [...code].some((sign) => !alphabet.includes(sign))) return false
  const sum = Array.from(code.slice(0, 17)).reduceRight((later, sign) => (alphabet.indexOf(sign) + 3 * later) % 31, 0)
  return (sum + alphabet.indexOf(code[17] ?? '')) % 31 === 0
}

/** Gives what is wrong with an application, as the tax office would find it. */
export function faultOf(application: Application): string | undefined {
  const { seller, buyer, items } = application
  if (seller.type !== 'ORGANIZATION' || !isCreditCode(seller.taxpayer_id ?? '')) return '销方税号错误'
  const number = buyer.taxpayer_id ?? ''
  if (buyer.type === 'ORGANIZATION' && !(isCreditCode(number) || /^\d{15}$|^\d{6}[0-9A-Z]{9}$|^\d{17}[\dX]$|^[\dX]{20}$/.test(number)))
    return '购方税号错误'
  if (application.fapiao_type === 'DIGITAL_SPECIAL' && buyer.type !== 'ORGANIZATION') return '专用发票的购方必须是企业'
  for (const item of items) {
    if (item.net_amount + item.tax_amount !== item.total_amount) return `${item.goods_name} 价税合计不符`
    // Rounded once, half a fen at most.
    const off = BigInt(item.net_amount) * BigInt(10_000 + item.tax_rate) - BigInt(item.total_amount) * 10_000n
    if ((off < 0n ? -off : off) * 2n > BigInt(10_000 + item.tax_rate)) return `${item.goods_name} 税额不符`
    if (item.quantity % 100_000_000 !== 0) return `${item.goods_name} 数量不符`
  }
  const sum = (field: 'total_amount' | 'tax_amount'): number => items.reduce((all, item) => all + item[field], 0)
  if (sum('total_amount') !== application.total_amount || sum('tax_amount') !== application.tax_amount) return '合计金额不符'
  return undefined
}

export interface Gate {
  appKey: string
  appSecret: string
  now: () => Date
  /** Nonces of the last minutes: a request is taken once. */
  seen: Map<string, number>
}

/** Gives the refusal of a request that is not signed, too old, or was here before. */
export function turnAway(gate: Gate, request: SimRequest): SimReply | undefined {
  const header = (name: string): string => request.headers[`x-fapiao-${name}`] ?? ''
  const seconds = Number(header('timestamp'))
  const nowSeconds = gate.now().getTime() / 1000
  const text = `${request.method}\n${request.url}\n${header('timestamp')}\n${header('nonce')}\n${sha256(request.rawBody)}\n`
  const signature = createHmac('sha256', gate.appSecret).update(text, 'utf8').digest().toString('hex')
  if (header('app') !== gate.appKey || header('signature') !== signature) return no(401, 'SIGNATURE_WRONG', '签名错误')
  if (!(Math.abs(nowSeconds - seconds) <= 300)) return no(401, 'TIMESTAMP_STALE', '请求已过期')
  for (const [nonce, at] of gate.seen) if (at < nowSeconds - 600) gate.seen.delete(nonce)
  if (!/^[0-9a-f]{32}$/.test(header('nonce')) || gate.seen.has(header('nonce'))) return no(401, 'NONCE_REPEATED', '重复请求')
  gate.seen.set(header('nonce'), nowSeconds)
  return undefined
}

/** The answer with the provider's signature, for exactly this request. */
export function signed(gate: Gate, request: SimRequest, reply: SimReply): SimReply {
  if ('drop' in reply) return reply
  const body = Buffer.from(reply.body ?? '')
  const time = String(Math.floor(gate.now().getTime() / 1000))
  const text = [reply.status, time, request.headers['x-fapiao-nonce'] ?? '', sha256(body), ''].join('\n')
  const signature = createHmac('sha256', gate.appSecret).update(text).digest('hex')
  return { ...reply, body, headers: { ...reply.headers, 'x-fapiao-timestamp': time, 'x-fapiao-signature': signature } }
}

/** Headers of a message to a merchant. */
export function messageHeaders(gate: Gate, body: string, { nonce, secret, at }: { nonce: string; secret?: string; at?: Date }) {
  const time = String(Math.floor((at ?? gate.now()).getTime() / 1000))
  const signature = createHmac('sha256', secret ?? gate.appSecret)
    .update(['NOTIFY', time, nonce, sha256(body), ''].join('\n'))
    .digest('hex')
  return {
    'content-type': 'application/json',
    'x-fapiao-app': gate.appKey,
    'x-fapiao-timestamp': time,
    'x-fapiao-nonce': nonce,
    'x-fapiao-signature': signature,
  }
}

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
