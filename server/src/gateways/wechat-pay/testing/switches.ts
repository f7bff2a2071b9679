import { z } from 'zod'
import { json, type SimReply, type SimRequest } from '../../testing/host.ts'
import type { Fault } from './simulator.ts'
import type { Payment } from './trades.ts'

export interface HttpHands {
  fail: (fault: Fault) => void
  heal: () => void
  pay: (number: string, payment?: Payment) => string | undefined
  settleRefund: (number: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL') => string | undefined
  renewCertificate: () => void
}

const HttpFault = z.object({
  on: z.enum([
    'prepay',
    'query',
    'close',
    'refund',
    'query-refund',
    'abnormal-refund',
    'certificates',
    'bill',
    'transfer',
    'query-transfer',
    'any',
  ]),
  kind: z.enum(['delay', 'drop-before', 'drop-after', 'error-500', 'limited-429', 'not-enough', 'bad-signature', 'unsigned', 'stale']),
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).default(1000),
})
const HttpPay = z.object({ number: z.string(), notify: z.enum(['now', 'none']).default('now'), force: z.boolean().default(false) })
const HttpSettle = z.object({ number: z.string(), state: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']) })

/** The switches for whoever drives from outside this process: `POST /_switch/fail|heal|pay|settle|renew`. */
export function switchOverHttp(hands: HttpHands, request: SimRequest): SimReply | undefined {
  const [, name] = /^POST \/_switch\/(\w+)$/.exec(`${request.method} ${request.path}`) ?? []
  if (!name) return undefined
  const body: unknown = JSON.parse(request.rawBody.toString('utf8') || '{}')
  if (name === 'fail') hands.fail(HttpFault.parse(body))
  else if (name === 'heal') hands.heal()
  else if (name === 'renew') hands.renewCertificate()
  else if (name === 'pay') {
    const { number, ...payment } = HttpPay.parse(body)
    return json({ id: hands.pay(number, payment) ?? null })
  } else if (name === 'settle') {
    const { number, state } = HttpSettle.parse(body)
    return json({ id: hands.settleRefund(number, state) ?? null })
  } else return undefined
  return json({ ok: true })
}
